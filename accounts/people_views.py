"""The administrator's pages: people, teams, roles, the organization."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from accounts import people, teams
from accounts.decorators import form_view
from accounts.models import Role, User
from accounts.people_forms import (
    MembersForm,
    NewPersonForm,
    OrganizationForm,
    PasswordForm,
    PersonFilterForm,
    PersonForm,
    RoleForm,
    SearchForm,
    TeamForm,
)
from accounts.permissions import require
from accounts.refusals import Refused
from accounts.roles import Permission


@require_safe
def person_list(request):
    """The organization's people, searched, filtered and sorted."""
    organization = managed_organization(request)
    form = PersonFilterForm(request.GET, organization=organization)
    persons = form.apply(managed_people(request)).prefetch_related("teams", roles_in(organization))
    page = Paginator(persons, 25).get_page(request.GET.get("page"))
    context = {"organization": organization, "form": form, "page": page}
    return render(request, "people/person_list.html" + ("#rows" if request.htmx else ""), context)


@form_view
@sensitive_post_parameters()
@sensitive_variables("chosen", "password")
def person_create(request):
    organization = managed_organization(request)
    form = NewPersonForm(request.POST or None, organization=organization)
    if form.is_valid():
        chosen = form.cleaned_data.pop("password")
        password = chosen or people.generate_password()
        with refusals_in(form):
            person = people.add_person(
                organization, password=password, actor=request.user, **form.cleaned_data
            )
            return hand_over(request, person, None if chosen else password)
    return render(request, "people/person_create.html", {"form": form})


@form_view
def person_edit(request, pk):
    person = get_object_or_404(managed_people(request).select_related("organization"), pk=pk)
    form = PersonForm(request.POST or None, person=person, viewer=request.user)
    if form.is_valid():
        with refusals_in(form):
            people.change_person(person, actor=request.user, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("people:person-edit", person.pk)
    roles = people.roles_to_show(person.organization).filter(user=person)
    context = {"person": person, "form": form, "roles": roles}
    return render(request, "people/person_edit.html", context)


@form_view
@sensitive_post_parameters()
@sensitive_variables("chosen", "password")
def person_password(request, pk):
    """Set somebody a new password; one's own is changed in the settings, where it is asked for."""
    person = get_object_or_404(managed_people(request), pk=pk)
    if person == request.user:
        return redirect("account_change_password")
    form = PasswordForm(request.POST or None, person=person)
    if form.is_valid():
        chosen = form.cleaned_data["password"]
        password = chosen or people.generate_password()
        with refusals_in(form):
            people.set_password(person, password, actor=request.user)
            return hand_over(request, person, None if chosen else password)
    return render(request, "people/person_password.html", {"person": person, "form": form})


@form_view
def role_create(request, pk):
    person = get_object_or_404(managed_people(request).select_related("organization"), pk=pk)
    form = RoleForm(request.POST or None, organization=person.organization)
    if form.is_valid():
        role = people.give_role(person, actor=request.user, **form.cleaned_data)
        messages.success(request, f"{person} has the role “{role}” now.")
        return redirect("people:person-edit", person.pk)
    return render(request, "people/role_create.html", {"person": person, "form": form})


@require_POST
def role_delete(request, pk):
    managed = people.roles_within(people.organizations_managed_by(request.user))
    role = get_object_or_404(managed.select_related("user", "team", "organization"), pk=pk)
    try:
        people.take_role(role, actor=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{role.user} no longer has the role “{role}”.")
    return redirect("people:person-edit", role.user_id)


@require_safe
def team_list(request):
    organization = managed_organization(request)
    supervisors = Prefetch("roles", Role.objects.select_related("user"), "supervisors")
    learners = Count("members", filter=Q(members__is_active=True))
    # Counting groups, and a grouped query has no order of its own.
    listed = organization.teams.annotate(learner_count=learners).order_by("name")
    context = {"organization": organization, "teams": listed.prefetch_related(supervisors)}
    return render(request, "people/team_list.html", context)


@form_view
def team_create(request):
    organization = managed_organization(request)
    form = TeamForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            team = teams.add_team(organization, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{team} is made. Who learns in it?")
            return redirect("people:team-edit", team.pk)
    return render(request, "people/team_create.html", {"form": form})


@form_view
def team_edit(request, pk):
    team = get_object_or_404(teams.teams_managed_by(request.user), pk=pk)
    search = SearchForm(request.GET)
    form = MembersForm(request.POST or None, team=team, search=search.text)
    if form.is_valid():
        with refusals_in(form):
            teams.change_team(team, actor=request.user, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("people:team-edit", team.pk)
    context = {"team": team, "form": form, "search": search}
    return render(request, "people/team_edit.html" + ("#found" if request.htmx else ""), context)


@form_view
def team_delete(request, pk):
    """Ask, saying what will happen, then take the team apart."""
    team = get_object_or_404(teams.teams_managed_by(request.user), pk=pk)
    if request.method == "POST":
        teams.delete_team(team, actor=request.user)
        messages.success(request, f"{team} is deleted.")
        return redirect("people:team-list")
    supervisors = User.objects.filter(roles__team=team)
    context = {
        "team": team,
        "learner_count": team.members.active().count(),
        "supervisors": supervisors,
    }
    return render(request, "people/team_delete.html", context)


@form_view
def organization_edit(request):
    organization = managed_organization(request)
    form = OrganizationForm(request.POST or None, instance=organization)
    if form.is_valid():
        with refusals_in(form):
            teams.change_organization(organization, actor=request.user, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("people:organization-edit")
    return render(request, "people/organization_edit.html", {"form": form})


def managed_people(request):
    return User.objects.under(request.user, Permission.MANAGE_PEOPLE)


def managed_organization(request):
    """Return the organization whose people the viewer manages; a 403 for everybody else."""
    require(request.user, Permission.MANAGE_PEOPLE, over=request.user)
    return request.user.organization


def roles_in(organization):
    return Prefetch("roles", people.roles_to_show(organization))


def hand_over(request, person, password):
    """Answer after a password was set; one that was made is in this answer and nowhere else."""
    if password:
        context = {"person": person, "password": password}
        return render(request, "people/password_once.html", context)
    messages.success(request, f"{person} can sign in with the password you chose.")
    return redirect("people:person-edit", person.pk)


@contextmanager
def refusals_in(form):
    """Show a change that was refused in its form, where it can be corrected."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
