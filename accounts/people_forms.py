"""What an administrator types about people, teams and their organization."""

from django import forms
from django.contrib.auth import password_validation
from django.db.models import Q

from accounts import people, time_zones
from accounts.forms import NameField
from accounts.models import Organization, Team, User
from accounts.refusals import OrganizationNameTaken
from accounts.roles import RoleKind

FOUND = 50  # people offered for a team at once
MOST_CREDIT_LINES = 8


class PasswordField(forms.CharField):
    """A password chosen for somebody, readable while it is typed, or left to be made."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs):
        help_text = (
            "Optional. Leave it empty, and one is made and shown to you once. One that you "
            "choose has at least 8 characters, not only digits, and is no common password."
        )
        super().__init__(required=False, strip=False, help_text=help_text, **kwargs)


class PersonFilterForm(forms.Form):
    """Which of the organization's people to list, and in which order."""

    q = forms.CharField(label="Name or address", required=False, max_length=120)
    team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="Every team")
    role = forms.ChoiceField(
        choices=[("", "Any or none"), *((kind.value, kind.value.title()) for kind in RoleKind)],
        required=False,
    )
    state = forms.ChoiceField(
        label="May sign in",
        choices=[("", "Yes"), ("deactivated", "No"), ("all", "Yes or no")],
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[("", "A to Z"), ("-name", "Z to A")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.fields["team"].queryset = organization.teams.all()

    @property
    def is_reversed(self):
        return self.is_valid() and self.cleaned_data["sort"] == "-name"

    def apply(self, persons):
        """Narrow and order people; nobody is found by a filter that makes no sense."""
        if not self.is_valid():
            return persons.none()
        chosen = self.cleaned_data
        if chosen["team"]:
            persons = persons.filter(memberships__team=chosen["team"])
        if chosen["role"]:
            roles = people.roles_to_show(self.organization).filter(kind=chosen["role"])
            persons = persons.filter(pk__in=roles.values("user"))
        if chosen["state"] != "all":
            persons = persons.filter(is_active=chosen["state"] != "deactivated")
        return matching(persons, chosen["q"]).order_by(chosen["sort"] or "name", "pk")


class PersonFields(forms.Form):
    name = NameField(max_length=120)
    email = forms.EmailField(
        label="Email address", max_length=254, help_text="They sign in with it."
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams = organization.teams.all()
        if not teams:
            self.fields["teams"].help_text = "Your organization has no teams yet."


class NewPersonForm(PersonFields):
    """A new person's name, address, teams and first password."""

    password = PasswordField()

    def clean_password(self):
        known = self.cleaned_data
        owner = User(name=known.get("name", ""), email=known.get("email", ""))
        return checked_password(known["password"], owner)


class PersonForm(PersonFields):
    """What may be changed about a person. Some of it is not for the viewer to change."""

    is_active = forms.BooleanField(
        label="May sign in",
        required=False,
        help_text="Without it they are signed out everywhere. What they learned is kept.",
    )

    def __init__(self, *args, person, viewer, **kwargs):
        initial = {field: getattr(person, field) for field in ("name", "email", "is_active")}
        initial["teams"] = [team.pk for team in person.teams.all()]
        super().__init__(*args, organization=person.organization, initial=initial, **kwargs)
        self.reaches_beyond = people.reaches_beyond(person)
        self.fields["email"].disabled = self.reaches_beyond
        self.fields["is_active"].disabled = self.reaches_beyond or person == viewer
        if person == viewer:
            self.fields["is_active"].help_text = "Another administrator can change this."


class PasswordForm(forms.Form):
    password = PasswordField()

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self):
        return checked_password(self.cleaned_data["password"], self.person)


class RoleForm(forms.Form):
    """What a person may do, over one team or the whole organization."""

    kind = forms.ChoiceField(
        label="They become",
        choices=[
            (RoleKind.SUPERVISOR, "Supervisor: sees how far learners have come, never answers"),
            (RoleKind.ADMINISTRATOR, "Administrator: adds people, teams and roles"),
        ],
        widget=forms.RadioSelect,
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Of",
        required=False,
        help_text="An administrator is always one of the whole organization.",
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = organization.teams.all()
        self.fields["team"].empty_label = f"the whole of {organization}"

    def clean(self):
        chosen = self.cleaned_data
        if chosen.get("kind") == RoleKind.ADMINISTRATOR and chosen.get("team"):
            self.add_error("team", "An administrator is one of the whole organization.")


class TeamForm(forms.Form):
    name = forms.CharField(label="Name of the team", max_length=120)


class MembersForm(TeamForm):
    """A team's name, who joins it and who leaves it.

    Only the people found by `search` are offered, so that it works for any number of them; and
    only those ticked are moved, so that what somebody else has saved meanwhile stays.
    """

    add = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Add to the team",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remove = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Take out of the team",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, team, search="", **kwargs):
        super().__init__(*args, initial={"name": team.name}, **kwargs)
        others = team.organization.people.active().exclude(memberships__team=team)
        found = list(matching(others, search)[: FOUND + 1])
        self.fields["add"].queryset = others
        self.fields["add"].choices = as_choices(found[:FOUND])
        self.fields["remove"].queryset = team.members.all()
        self.fields["remove"].choices = as_choices(team.members.all())
        self.has_more = len(found) > FOUND


class SearchForm(forms.Form):
    q = forms.CharField(label="Name or address", required=False, max_length=120)

    @property
    def text(self):
        return self.cleaned_data["q"] if self.is_valid() else ""


class OrganizationForm(forms.ModelForm):
    class Meta:
        model = Organization
        fields = ["name", "time_zone", "support", "credit_statement"]
        widgets = {
            "support": forms.Textarea(attrs={"rows": 4}),
            "credit_statement": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"name": {"unique": OrganizationNameTaken.words}}

    time_zone = forms.ChoiceField(help_text="Times and due dates are shown in this zone.")

    def clean_credit_statement(self):
        """The certificate has it beside the other facts, on one page."""
        lines = self.cleaned_data["credit_statement"].strip().splitlines()
        if len(lines) > MOST_CREDIT_LINES:
            raise forms.ValidationError(f"Write at most {MOST_CREDIT_LINES} lines.")
        return "\n".join(line.strip() for line in lines)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones.choices_with(self.instance.time_zone)


def matching(persons, text):
    """Narrow people to those whose name or address contains a text."""
    return persons.filter(Q(name__icontains=text) | Q(email__icontains=text)) if text else persons


def as_choices(persons):
    return [(person.pk, f"{person.name}, {person.email}") for person in persons]


def checked_password(password, owner):
    """Return a password, after checking one that was chosen against its owner's name too."""
    if password:
        password_validation.validate_password(password, owner)
    return password
