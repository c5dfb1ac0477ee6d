"""Finding one team among very many."""

import pytest

from accounts.covering import Coverage, CoveredTeam
from reports import forms
from reports.forms import ScopeForm


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(forms, "MOST_OFFERED", 3)


TEAMS = [
    CoveredTeam(pk, name) for pk, name in enumerate(["Ash", "Beech", "Birch", "Oak", "Öland"], 1)
]


class Covering(Coverage):
    """Of the teams that it is given."""

    def __init__(self, teams):
        super().__init__(frozenset(), frozenset(), frozenset())
        self.keep_teams(teams)


def form_of(**data):
    form = ScopeForm(data, coverage=Covering(TEAMS), courses=[])
    assert form.is_valid()
    return form


def offered(form):
    return [label for _, label in form.fields["team"].widget.choices]


def test_few_teams_are_all_offered_without_a_search():
    form = ScopeForm({}, coverage=Covering(TEAMS[:3]), courses=[])
    assert "find" not in form.fields
    assert offered(form) == ["Everyone you supervise", "Ash", "Beech", "Birch"]


def test_of_many_teams_the_first_are_offered():
    form = form_of()
    assert offered(form) == ["Everyone you supervise", "Ash", "Beech", "Birch"]
    assert form.fields["find"].help_text == "Of 5 teams the first 3 are offered."


@pytest.mark.parametrize(
    ("find", "names", "told"),
    [
        ("b", ["Beech", "Birch"], "2 teams with “b” in their names."),
        ("A", ["Ash", "Oak", "Öland"], "3 teams with “A” in their names."),
        (" b ", ["Beech", "Birch"], "2 teams with “b” in their names."),
        ("elm", [], "No team has “elm” in its name."),
    ],
)
def test_part_of_a_name_finds_teams(find, names, told):
    form = form_of(find=find)
    assert offered(form)[1:] == names
    assert form.fields["find"].help_text == told
    assert form.cleaned_data["team"] is None


def test_name_of_one_team_alone_chooses_it():
    form = form_of(find="ö")
    assert form.cleaned_data["team"] == TEAMS[4]
    assert form["find"].value() is None


def test_chosen_team_is_offered_though_others_are_looked_for():
    form = form_of(find="b", team="4")
    assert form.cleaned_data["team"] == TEAMS[3]
    assert offered(form)[1:] == ["Oak", "Beech", "Birch"]


def test_team_outside_those_offered_can_be_chosen_all_the_same():
    assert form_of(team="5").cleaned_data["team"] == TEAMS[4]
