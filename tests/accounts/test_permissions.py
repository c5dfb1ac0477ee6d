import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, Role, User
from accounts.permissions import can, require
from accounts.roles import Permission, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two teams in one organization, a person in neither, and another organization's person."""
    organization = factories.make_organization()
    day, night = (factories.make_team(organization, name=name) for name in ("day", "night"))
    return {
        "organization": organization,
        "day": day,
        "night": night,
        "ana": factories.make_user(team=day, name="ana"),
        "ben": factories.make_user(team=night, name="ben"),
        "cai": factories.make_user(organization, name="cai"),
        "zoe": factories.make_user(team=factories.make_team(), name="zoe"),
    }


TEAM = ("supervisor", "team", "day")
OTHER_TEAM = ("supervisor", "team", "night")
WHOLE = ("supervisor", "organization", "organization")
ADMINISTRATOR = ("administrator", "organization", "organization")
AUTHOR = ("author", None, None)


@pytest.mark.parametrize(
    ("given", "permission", "expected"),
    [
        ([], Permission.VIEW_PROGRESS, []),
        ([TEAM], Permission.VIEW_PROGRESS, ["ana"]),
        ([TEAM], Permission.MANAGE_PEOPLE, []),
        ([TEAM, OTHER_TEAM], Permission.VIEW_PROGRESS, ["ana", "ben"]),
        ([WHOLE], Permission.VIEW_PROGRESS, ["ana", "ben", "cai", "holder"]),
        ([TEAM, WHOLE], Permission.VIEW_PROGRESS, ["ana", "ben", "cai", "holder"]),
        ([WHOLE], Permission.MANAGE_PEOPLE, []),
        ([ADMINISTRATOR], Permission.MANAGE_PEOPLE, ["ana", "ben", "cai", "holder"]),
        ([ADMINISTRATOR], Permission.VIEW_PROGRESS, []),
        ([ADMINISTRATOR, TEAM], Permission.VIEW_PROGRESS, ["ana"]),
        ([AUTHOR], Permission.VIEW_PROGRESS, []),
        ([AUTHOR], Permission.WRITE_QUESTIONS, []),
    ],
)
def test_under_lists_whom_a_role_covers(world, given, permission, expected):
    holder = factories.make_user(world["organization"], name="holder")
    for kind, scope, over in given:
        Role.objects.create(user=holder, kind=kind, **({scope: world[over]} if scope else {}))

    found = User.objects.under(holder, permission).order_by("name")

    assert [person.name for person in found] == expected


def test_under_shows_a_stranger_nobody(world):
    stranger = factories.make_supervisor(organization=factories.make_organization())

    found = User.objects.under(stranger, Permission.VIEW_PROGRESS)

    assert list(found) == [stranger]


def test_under_forgets_an_ex_supervisor(world):
    supervisor = factories.make_supervisor(team=world["day"])
    supervisor.roles.all().delete()

    assert list(User.objects.under(supervisor, Permission.VIEW_PROGRESS)) == []


def test_under_forgets_who_has_left_the_team(world):
    supervisor = factories.make_supervisor(team=world["day"])
    Membership.objects.filter(user=world["ana"]).delete()

    assert list(User.objects.under(supervisor, Permission.VIEW_PROGRESS)) == []


def test_under_finds_nobody_by_being_in_their_team(world):
    Membership.objects.create(team=world["day"], user=world["cai"])

    assert list(User.objects.under(world["cai"], Permission.VIEW_PROGRESS)) == []


def test_under_finds_nobody_without_an_organization(world):
    factories.make_supervisor(organization=world["organization"])
    staff = User.objects.create_superuser("staff@example.org", "x", name="Staff")

    found = User.objects.under(staff, Permission.VIEW_PROGRESS)

    assert list(found) == []


def test_can_asks_about_one_person(world):
    supervisor = factories.make_supervisor(team=world["day"])

    assert can(supervisor, Permission.VIEW_PROGRESS, over=world["ana"])
    assert not can(supervisor, Permission.VIEW_PROGRESS, over=world["ben"])
    assert not can(supervisor, Permission.MANAGE_PEOPLE, over=world["ana"])


def test_can_asks_whether_any_role_grants_it(world):
    author = factories.make_author(world["organization"])

    assert can(author, Permission.WRITE_QUESTIONS)
    assert not can(author, Permission.VIEW_PROGRESS)


def test_require_raises_for_whom_it_is_not_granted(world):
    supervisor = factories.make_supervisor(team=world["day"])

    require(supervisor, Permission.VIEW_PROGRESS, over=world["ana"])
    with pytest.raises(PermissionDenied):
        require(supervisor, Permission.VIEW_PROGRESS, over=world["zoe"])


def test_menu_roles_of_a_person(world):
    administrator = factories.make_administrator(world["organization"])
    Role.objects.create(user=administrator, kind=RoleKind.SUPERVISOR, team=world["day"])

    found = User.objects.with_roles().get(pk=administrator.pk)

    assert (found.is_administrator, found.is_supervisor, found.is_author) == (True, True, False)
