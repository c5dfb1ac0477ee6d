"""People for trying the application out, and what they have learned so far."""

from datetime import timedelta
from typing import NamedTuple

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, Role, User
from accounts.people import add_person, give_role
from accounts.roles import RoleKind
from accounts.teams import add_team
from config.demo_learning import follow
from courses.assigning import assign
from courses.models import Course

FILE = settings.BASE_DIR / "fixtures" / "demo.yaml"


class SignIn(NamedTuple):
    email: str
    password: str
    who: str


@transaction.atomic
def load_demo() -> None:
    """Add the people of demo.yaml, on this machine and to a database without people.

    Everyone who reads the repository knows their password: they never come among real people,
    and never to a site that others reach.
    """
    if not settings.LOCAL or User.objects.exists():
        return
    demo = _read()
    course = Course.objects.get(slug=demo["course"])
    for entry in demo["organizations"]:
        _add_organization(entry, course)
    # One hash for all: making sixteen would take most of a first start.
    User.objects.update(password=make_password(demo["password"]))


def sign_ins() -> list[SignIn]:
    """Return how to sign in as those people of demo.yaml who are in the database."""
    demo = _read()
    there = set(User.objects.active().values_list("email", flat=True))
    return [
        SignIn(entry["email"], demo["password"], entry["who"])
        for organization in demo["organizations"]
        for entry in _people(organization)
        if entry["email"] in there
    ]


def _read():
    return yaml.safe_load(FILE.read_text())


def _people(organization):
    learners = [learner for team in organization["teams"] for learner in team["learners"]]
    return organization["staff"] + learners


def _add_organization(entry, course):
    fields = {field: entry[field] for field in ("name", "slug", "time_zone", "support")}
    fields["credit_statement"] = entry.get("credit_statement", "")
    organization = Organization.objects.create(**fields)
    _assign(course, organization, entry)
    teams = {}
    for team_entry in entry["teams"]:
        team = add_team(organization, name=team_entry["name"], actor=None)
        teams[team.name] = team
        for learner in team_entry["learners"]:
            _add_learner(learner, team, course)
    for staff in entry["staff"]:
        _add_staff(staff, organization, teams)


def _assign(course, organization, entry):
    due_on = timezone.localdate() + timedelta(days=entry["due_in"])
    assign(course, organization=organization, due_on=due_on, reason=entry["reason"], actor=None)


def _add_learner(entry, team, course):
    learner = _add_person(entry, team.organization, [team])
    if "sittings" in entry:
        follow(learner, course, entry["sittings"])


def _add_staff(entry, organization, teams):
    person = _add_person(entry, organization, [])
    kind = RoleKind(entry["role"])
    if kind == RoleKind.AUTHOR:
        Role.objects.create(user=person, kind=kind)
        return
    for team in [teams[name] for name in entry.get("teams", [])] or [None]:
        give_role(person, kind=kind, team=team, actor=None)


def _add_person(entry, organization, teams):
    name, email = entry["name"], entry["email"]
    return add_person(organization, name=name, email=email, teams=teams, password=None, actor=None)
