import pytest
from django.urls import reverse

from accounts.models import Role
from courses.models import Bloom, Objective
from quizzes.models import ItemVersion, Quiz
from tests import factories
from tests.quizzes.taken import take

pytestmark = pytest.mark.django_db
URL = reverse("reports:objective-list")
KEY, OTHER = 0, 1


@pytest.fixture
def team():
    return factories.make_team(name="Night shift")


@pytest.fixture
def course(team):
    course = factories.make_course(questions=2, assigned_to=team.organization)
    for number, version in enumerate(ItemVersion.objects.order_by("item__position"), start=1):
        version.objective = Objective.objects.create(
            module=course.modules.get(),
            code=f"o-{number}",
            position=number,
            text=f"Objective {number}.",
            bloom=Bloom.APPLY,
        )
        version.content = version.content | {"stem": f"Question {number}?"}
        version.save()
    return course


@pytest.fixture
def supervisor(team):
    return factories.make_supervisor(team=team)


@pytest.fixture
def client(client, supervisor):
    client.force_login(supervisor)
    return client


@pytest.fixture
def take_as(course, team):
    quiz = Quiz.objects.get(activity__course=course)

    def take_as(*answers, in_team=team, learner=None):
        learner = learner or factories.make_user(team=in_team)
        enrollment, _ = learner.enrollments.get_or_create(course=course)
        take(quiz, enrollment, *answers)
        return learner

    return take_as


def told(rows):
    return [(row.about.text, row.figure and (row.figure.share, row.figure.people)) for row in rows]


def test_five_people_are_told_of_the_hardest_objective_first(client, take_as):
    for _ in range(5):
        take_as(KEY, OTHER)
    take_as(KEY, KEY)

    response = client.get(URL)

    assert told(response.context["rows"]) == [
        ("Objective 2.", (0.2, "5 to 9")),
        ("Objective 1.", (1.0, "5 to 9")),
    ]
    page = response.content.decode()
    assert "often missed<br>" in page
    assert "about 20% right" in page


def test_order_of_the_course_can_be_chosen(client, take_as):
    for _ in range(5):
        take_as(KEY, OTHER)

    rows = client.get(URL, {"sort": "module"}).context["rows"]

    assert [row.about.text for row in rows] == ["Objective 1.", "Objective 2."]


def test_first_time_counts_and_not_the_last(client, take_as):
    for _ in range(5):
        learner = take_as(OTHER, KEY)
        take_as(KEY, KEY, learner=learner)

    assert told(client.get(URL).context["rows"])[0] == ("Objective 1.", (0.0, "5 to 9"))


def test_four_people_are_not_told_of_and_the_page_says_so(client, take_as, team, supervisor):
    for _ in range(4):
        take_as(OTHER, OTHER)
    take_as(OTHER, OTHER, in_team=factories.make_team(team.organization))  # who could leak
    supervisor.memberships.create(team=team)
    take_as(OTHER, OTHER, learner=supervisor)

    response = client.get(URL)

    assert response.context["rows"] == []
    assert response.context["understanding"].questions == []
    assert "fewer than 5 people have submitted the same quiz" in response.content.decode()


def test_team_is_held_back_where_the_others_could_be_found_out(client, take_as, team, supervisor):
    small = factories.make_team(team.organization, name="Outreach")
    Role.objects.create(user=supervisor, kind="supervisor", team=small)
    for _ in range(6):
        take_as(KEY, OTHER)
    take_as(OTHER, KEY, in_team=small)

    together = client.get(URL).context["rows"]
    alone = client.get(URL, {"team": team.pk})

    assert [row.cells for row in together] == [[None, None]] * 2
    assert told(together)[0] == ("Objective 2.", (0.1, "5 to 9"))
    assert alone.context["rows"] == []
    assert alone.context["understanding"].questions == []


def test_large_teams_stand_beside_each_other(client, take_as, team, supervisor):
    other = factories.make_team(team.organization, name="Outreach")
    Role.objects.create(user=supervisor, kind="supervisor", team=other)
    for _ in range(5):
        take_as(KEY, KEY)
        take_as(OTHER, KEY, in_team=other)

    response = client.get(URL)

    [hard, _] = response.context["rows"]
    assert [cell.share for cell in hard.cells] == [1.0, 0.0]
    assert told([hard]) == [("Objective 1.", (0.5, "10 to 19"))]
    assert told(client.get(URL, {"team": other.pk}).context["rows"])[0][1] == (0.0, "5 to 9")


def test_questions_that_went_wrong_are_named_without_an_answer(client, take_as):
    for _ in range(5):
        take_as(KEY, OTHER)

    response = client.get(URL)

    assert [row.about.first_line for row in response.context["understanding"].questions] == [
        "Question 2?"
    ]
    assert "Question 1?" not in response.content.decode()


def test_dashboard_asks_for_a_part_of_the_page(client, take_as):
    for _ in range(5):
        take_as(KEY, OTHER)

    page = client.get(URL, headers={"hx-request": "true"}).content.decode()

    assert "<html" not in page
    assert "Objective 2." in page


def test_dashboard_says_so_when_nothing_stands_out(client, take_as):
    for _ in range(5):
        take_as(KEY, KEY)

    page = client.get(URL, headers={"hx-request": "true"}).content.decode()

    assert "Nothing stands out" in page
    assert "Objective 1." not in page


@pytest.mark.parametrize("learners", [5, 8])
def test_page_takes_a_fixed_number_of_queries(
    client, take_as, learners, course, django_assert_num_queries
):
    for _ in range(learners):
        take_as(KEY, OTHER)
    client.get(URL)

    with django_assert_num_queries(11):
        client.get(URL)


def test_without_a_course_it_leads_to_assigning_one(client, team):
    factories.make_user(team=team)

    assert reverse("reports:assignment-create") in client.get(URL).content.decode()
