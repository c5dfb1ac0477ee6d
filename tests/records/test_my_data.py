"""An export has every row that names the person, and erasing leaves none."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.exceptions import FieldDoesNotExist
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, Role, Team, User
from accounts.people import change_preferences
from accounts.refusals import LastAdministrator
from accounts.roles import RoleKind
from courses import certificates
from courses.certificates import issue_missing
from courses.models import Certificate, Completion, CourseCompletion
from quizzes.models import Attempt, Concern, Response
from records import erasing, my_data
from records.erasing import Answered, ForSiteStaff
from records.holdings import HOLDINGS
from records.holdings.holding import Kept
from records.holdings.learning import LEARNING
from records.models import ErasureRequest
from records.reminding import remind_administrators
from reports.models import Export
from tests import factories
from tests.records.person import EMAIL, NAME, WORDS, make_person

pytestmark = pytest.mark.django_db
PAGE = reverse("records:my-data")


@pytest.fixture
def made():
    return make_person()


@pytest.fixture
def person(made):
    return made[0]


@pytest.fixture
def administrator(person):
    return factories.make_administrator(person.organization)


def text_of(response):
    return response.content.decode()


# -- Every relation ------------------------------------------------------------------------

# Reached through another row alone, which goes with it: (model, its relation)
PARTS_OF_ROWS = {
    "reports.ExportFile.export",
    "reports.SavedReport_receivers.savedreport",
    "account.EmailConfirmation.email_address",
    "courses.Assignment_modules.assignment",
    "courses.Extension.assignment",  # by its learner
    "courses.Certificate.completion",  # by its learner
    "courses.Certificate.replaces",
    "quizzes.Concern.response",  # by its learner
}


def relations():
    """Every (model, field) that holds a relation, those between many included."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                yield model, field


def test_every_relation_to_a_person_has_a_rule():
    ruled = {f"{holding.model_label}.{holding.path}" for holding in HOLDINGS}
    to_people = {
        f"{model._meta.label}.{field.name}"
        for model, field in relations()
        if field.related_model is User and not field.many_to_many
    }
    assert len(to_people) > 30
    assert to_people - ruled == set()


def test_every_relation_between_many_people_goes_by_rows_with_a_rule():
    labels = {holding.model_label for holding in HOLDINGS}
    through = {
        field.remote_field.through._meta.label
        for model, field in relations()
        if field.many_to_many and User in (model, field.related_model)
    }
    assert through - labels == set()


def test_every_row_that_hangs_on_a_row_of_theirs_has_a_rule():
    own = {holding.model_label for holding in HOLDINGS if holding.path != "author"}
    own -= {"accounts.AuditEntry", "admin.LogEntry", "quizzes.Regrade", "quizzes.PanelMember"}
    ruled = {f"{holding.model_label}.{holding.path.split('__')[0]}" for holding in HOLDINGS}
    hanging = {
        f"{model._meta.label}.{field.name}"
        for model, field in relations()
        if field.related_model._meta.label in own and not field.many_to_many
    }
    assert hanging - ruled - PARTS_OF_ROWS == set()


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda each: each.title)
def test_rule_names_fields_that_are_there_and_no_secret(holding):
    list(holding.values(User(pk=1)))
    for name in holding.fields:
        assert name not in ("password", "session_key", "private_pem")
        try:
            field = holding.model._meta.get_field(name)
        except FieldDoesNotExist:
            assert "__" in name
        else:
            assert field.related_model is not User


# -- The export ----------------------------------------------------------------------------


def test_person_of_the_tests_has_a_row_of_every_kind(person):
    assert [each.title for each in HOLDINGS if not each.rows(person).exists()] == []


def test_export_has_every_row_that_names_the_person(person):
    exported = {
        (holding["title"], row["pk"])
        for group in my_data.collected(person)["groups"]
        for holding in group["holdings"]
        for row in holding["rows"]
    }
    by_relation = {
        (holding.title, row)
        for holding in HOLDINGS
        for row in holding.model._base_manager.filter(**{holding.path: person}).values_list(
            "pk", flat=True
        )
    }
    assert exported == by_relation
    assert len(exported) >= len(HOLDINGS)


def test_export_has_practice_too(person):
    attempts = next(each for each in HOLDINGS if each.model_label == "quizzes.Attempt")
    assert {row["is_practice"] for row in attempts.values(person)} == {True, False}


def test_archive_is_to_be_read_by_people_and_by_computers(client, person):
    client.force_login(person)
    response = client.get(reverse("records:my-data-file"))
    archived = zipfile.ZipFile(io.BytesIO(response.content))
    codes = set(Certificate.objects.filter(learner=person).values_list("code", flat=True))
    assert {*archived.namelist()} == {
        "my-data.json",
        "my-data.html",
        *(f"certificates/{code}.pdf" for code in codes),
    }
    data = json.loads(archived.read("my-data.json"))
    assert data["person"]["email"] == EMAIL
    page = archived.read("my-data.html").decode()
    for shown in (NAME, EMAIL, WORDS, "Attempts at quizzes, practice too", *codes):
        assert shown in page
    assert "password" not in page + json.dumps(data)


def test_export_of_work_has_nobody_else_in_it(person, made):
    _, other = made
    text = json.dumps(my_data.collected(person), default=str)
    assert other.email not in text


def test_page_lists_what_there_is_and_who_sees_it(client, person, made, administrator):
    client.force_login(person)
    page = text_of(client.get(PAGE))
    assert made[1].name in page
    assert administrator.name in page
    for holding in HOLDINGS:
        assert holding.title in page


def test_page_takes_a_fixed_number_of_queries(client, person, made, django_assert_num_queries):
    client.force_login(person)
    client.get(PAGE)
    with django_assert_num_queries(52):
        client.get(PAGE)
    client.force_login(made[1])
    with django_assert_num_queries(52):
        client.get(PAGE)


# -- Erasing -------------------------------------------------------------------------------


def everything_stored():
    """All texts of the database, by table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, "\n".join(str(value) for row in cursor for value in row)


def test_erasing_leaves_no_name_no_address_and_no_words(person, made):
    erasing.erase(person, actor=made[1])
    left = {
        (table, words)
        for table, text in everything_stored()
        for words in (NAME, EMAIL, WORDS, "Quillfeather", "10.1.2.3", "zq-key")
        if words in text
    }
    assert left == set()


def test_before_erasing_the_same_search_finds_them(person):
    found = {table for table, text in everything_stored() if NAME in text}
    assert len(found) > 5


def test_rows_that_stay_are_those_that_the_rules_keep(person, made):
    erasing.erase(person, actor=made[1])
    for holding in HOLDINGS:
        if holding.kept == Kept.DELETED:
            assert not holding.rows(person).exists(), holding.title


def statistics():
    return {
        "done": Completion.objects.count(),
        "completed": CourseCompletion.objects.count(),
        "marks": sorted(Attempt.objects.submitted().values_list("mark", flat=True)),
        "responses": sorted(Response.objects.values_list("item_version", "number")),
        "concerns": Concern.objects.count(),
    }


def test_statistics_stay(person, made):
    before = statistics()
    erasing.erase(person, actor=made[1])
    assert statistics() == before


def test_erased_person_cannot_sign_in_and_is_in_no_list(client, person, made, administrator):
    erasing.erase(person, actor=administrator)
    assert not client.login(email=EMAIL, password=factories.PASSWORD)
    client.force_login(administrator)
    page = text_of(client.get(reverse("people:person-list"), {"state": "all"}))
    assert "Erased person" not in page


def test_erased_person_is_issued_no_certificate_again(person, made):
    erasing.erase(person, actor=made[1])
    assert issue_missing(CourseCompletion.objects.all()) == 0


def test_files_of_others_that_may_have_the_person_are_deleted(person, made):
    erasing.erase(person, actor=made[1])
    assert not Export.objects.exists()


def test_erasing_is_on_record_without_a_name(person, made):
    erasing.erase(person, actor=made[1])
    entry = AuditEntry.objects.get(action="person.erased")
    assert (entry.actor, entry.target_name) == (made[1], "Erased person")


def test_what_others_learned_stays(person, made):
    _, other = made
    before = learned_by(other)
    erasing.erase(person, actor=other)
    assert learned_by(other) == before
    assert sum(map(len, before.values())) > 5


def learned_by(person):
    return {holding.title: [*holding.rows(person).values("pk")] for holding in LEARNING}


def test_last_administrator_is_not_erased(person, made):
    Role.objects.create(user=person, kind=RoleKind.ADMINISTRATOR, organization=person.organization)
    with pytest.raises(LastAdministrator):
        erasing.erase(person, actor=made[1])
    person.refresh_from_db()
    assert person.name == NAME
    assert Certificate.objects.filter(learner=person).exists()
    assert Export.objects.exists()


# -- What is on record ----------------------------------------------------------------------


def erased(plain, **changes):
    """Erase somebody, after a few changes to them."""
    for field, value in changes.items():
        setattr(plain, field, value)
    plain.save()
    erasing.erase(User.objects.get(pk=plain.pk), actor=None)


def everything_on_record():
    entries = [*AuditEntry.objects.all(), *LogEntry.objects.all()]
    return "\n".join(str(vars(entry)) for entry in entries)


def test_names_that_only_contain_theirs_stay(plain):
    other = factories.make_user(name="Mariana Lima", email="joann@agency.org")
    audit.record(None, "a", other, email="joann@agency.org", name="Mariana Lima")
    audit.record(None, "b", plain.organization, told="joann@agency.org, not ann@agency.org, Ana Li")
    erased(plain, name="Ana Li", email="ann@agency.org")
    assert AuditEntry.objects.get(action="a").data["email"] == "joann@agency.org"
    assert AuditEntry.objects.get(action="b").data == {
        "told": "joann@agency.org, not Erased person, Erased person"
    }


def test_somebody_else_of_the_same_name_stays_on_record(plain):
    namesake = factories.make_user(name="John Smith")
    audit.record(namesake, "person.changed", namesake, before={"name": "John Smith"})
    audit.record(namesake, "team.changed", namesake.organization, joined="John Smith")
    erased(plain, name="John Smith")
    assert everything_on_record().count("John Smith") > 2


def test_name_made_of_json_empties_nothing(plain):
    audit.record(None, "a", plain.organization, reason="could be anything")
    erased(plain, name='"reason": "c')
    assert AuditEntry.objects.get(action="a").data == {"reason": "could be anything"}


def test_site_administration_keeps_no_name(plain):
    kinds = ContentType.objects.get_for_model
    membership = f"{plain.name} in Night shift"
    message = json.dumps([{"added": {"name": "membership", "object": membership}}])
    LogEntry.objects.create(
        user=factories.make_user(),
        content_type=kinds(Team),
        object_id=1,
        object_repr="Night shift",
        action_flag=2,
        change_message=message,
    )
    erased(plain)
    assert "Ferreira" not in everything_on_record()
    assert "Night shift" in everything_on_record()


def test_name_of_one_word_goes_from_the_entries_about_them(plain):
    LogEntry.objects.create(
        user=factories.make_user(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=plain.pk,
        object_repr="Zaphira",
        action_flag=2,
    )
    erased(plain, name="Zaphira")
    assert "Zaphira" not in everything_on_record()


def test_earlier_name_is_taken_away_too(plain):
    change_preferences(
        plain, name="Ines Holt", has_exit_keys=True, prefers_one_page=False, actor=plain
    )
    audit.record(None, "a", plain.organization, reason="Asked by Ines Ferreira.")
    erasing.erase(User.objects.get(pk=plain.pk), actor=None)
    assert "Ferreira" not in everything_on_record()


def test_answers_that_may_name_them_are_taken_away(plain, answering):
    asked = erasing.ask(plain)
    erasing.decline(asked, answer="Dear Ines, the law.", actor=answering)
    response = factories.make_response(
        factories.make_enrollment(factories.make_course(questions=1), plain)
    )
    concern = factories.make_concern(
        response, settled_by=answering, settled_at=timezone.now(), answer="Thank you, Ines."
    )
    erasing.erase(plain, actor=answering)
    asked.refresh_from_db()
    concern.refresh_from_db()
    assert asked.answer == ""
    assert "Ines" not in concern.answer


def test_log_about_others_stays_when_who_acted_is_erased(plain, answering):
    course = factories.make_course()
    issued = certificates.issue_by_hand(
        plain, course, date(2026, 1, 1), reason="On paper.", actor=answering
    )
    factories.make_administrator(plain.organization)
    erasing.erase(answering, actor=None)
    entry = AuditEntry.objects.get(action="certificate.issued")
    assert (entry.data, entry.target_name) == ({"reason": "On paper."}, str(issued))


def test_name_does_not_come_back_by_a_change_begun_before(plain):
    before = User.objects.get(pk=plain.pk)
    erasing.erase(plain, actor=None)
    change_preferences(
        before, name=before.name, has_exit_keys=True, prefers_one_page=True, actor=before
    )
    assert User.objects.get(pk=plain.pk).name == "Erased person"


def test_certificate_begun_before_is_not_issued_after(plain, answering):
    before = User.objects.get(pk=plain.pk)
    course = factories.make_course()
    erasing.erase(plain, actor=None)
    with pytest.raises(certificates.Erased):
        certificates.issue_by_hand(before, course, date(2026, 1, 1), reason="R.", actor=answering)


def test_certificate_that_is_gone_is_refused_in_words(plain, answering):
    issued = certificates.issue_by_hand(
        plain, factories.make_course(), date(2026, 1, 1), reason="R.", actor=answering
    )
    erasing.erase(plain, actor=None)
    with pytest.raises(certificates.NotInForce):
        certificates.revoke(issued, reason="R.", actor=answering)


# -- Asking and answering ------------------------------------------------------------------


@pytest.fixture
def plain():
    """Somebody who works for nobody but their own organization."""
    return factories.make_user(name="Ines Ferreira")


@pytest.fixture
def answering(plain):
    return factories.make_administrator(plain.organization)


def answer_page(asked):
    return reverse("records:erasure-answer", args=[asked.pk])


def test_asking_tells_the_administrators(
    client, plain, answering, django_capture_on_commit_callbacks
):
    client.force_login(plain)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("records:erasure-ask"))
    assert response["Location"] == PAGE
    (message,) = mail.outbox
    assert message.bcc == [answering.email]
    assert "Ines" not in message.subject + message.body
    assert "You asked on" in text_of(client.get(PAGE))


def test_asking_twice_is_one_request(plain):
    assert erasing.ask(plain) == erasing.ask(plain)
    assert ErasureRequest.objects.count() == 1


def test_who_waits_is_not_asked_again(client, plain):
    client.force_login(plain)
    page = reverse("records:erasure-ask")
    assert "Ask to be erased</button>" in text_of(client.get(page))
    erasing.ask(plain)
    assert "Ask to be erased</button>" not in text_of(client.get(page))
    assert "You have asked already" in text_of(client.get(page))


def test_request_can_be_taken_back(client, plain):
    erasing.ask(plain)
    client.force_login(plain)
    client.post(reverse("records:erasure-withdraw"))
    assert not ErasureRequest.objects.open().exists()
    assert "took it back" in text_of(client.get(PAGE))


def test_granting_erases(client, plain, answering):
    asked = erasing.ask(plain)
    client.force_login(answering)
    sent = {"is_granted": "True", "name": "Ines Ferreira", "answer": ""}
    response = client.post(answer_page(asked), sent)
    assert response["Location"] == reverse("records:erasure-list")
    plain.refresh_from_db()
    assert plain.name == "Erased person"
    assert plain.erased_at
    assert client.post(answer_page(asked), sent).status_code == 404


@pytest.mark.parametrize("typed", ["Zoë  María", "Zoe\u0308 María", " Zoë María "])
def test_name_is_recognized_however_it_was_typed(client, plain, answering, typed):
    type(plain).objects.filter(pk=plain.pk).update(name="Zoë  María")
    asked = erasing.ask(plain)
    client.force_login(answering)
    client.post(answer_page(asked), {"is_granted": "True", "name": typed, "answer": ""})
    plain.refresh_from_db()
    assert plain.erased_at


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"is_granted": "True", "name": "ines"}, "This is not the name"),
        ({"is_granted": "False", "answer": " "}, "Say why"),
        ({"name": "Ines Ferreira"}, "This field is required."),
    ],
)
def test_answer_that_is_not_whole_changes_nothing(client, plain, answering, sent, error):
    asked = erasing.ask(plain)
    client.force_login(answering)
    assert error in text_of(client.post(answer_page(asked), sent))
    assert ErasureRequest.objects.open().exists()


def test_declining_tells_why(client, plain, answering):
    asked = erasing.ask(plain)
    client.force_login(answering)
    client.post(answer_page(asked), {"is_granted": "False", "answer": "The law asks for 5 years."})
    client.force_login(plain)
    assert "The law asks for 5 years." in text_of(client.get(PAGE))


def test_only_administrators_of_the_organization_answer(client, plain, answering):
    asked = erasing.ask(plain)
    for other in (factories.make_administrator(), plain):
        client.force_login(other)
        assert client.get(answer_page(asked)).status_code == 404


def test_nobody_answers_their_own_request(client, answering):
    asked = erasing.ask(answering)
    client.force_login(answering)
    assert client.get(answer_page(asked)).status_code == 404


def test_author_is_erased_by_site_staff_alone(plain, answering):
    Role.objects.create(user=plain, kind=RoleKind.AUTHOR)
    asked = erasing.ask(plain)
    with pytest.raises(ForSiteStaff):
        erasing.grant(asked, actor=answering)
    assert ErasureRequest.objects.open().exists()


def test_request_is_answered_once(plain, answering):
    asked = erasing.ask(plain)
    erasing.decline(asked, answer="No.", actor=answering)
    with pytest.raises(Answered):
        erasing.grant(asked, actor=answering)


def test_request_that_waits_too_long_is_late(client, plain, answering):
    asked = erasing.ask(plain)
    ErasureRequest.objects.update(asked_at=asked.asked_at.replace(year=asked.asked_at.year - 1))
    client.force_login(answering)
    assert "late" in text_of(client.get(reverse("records:erasure-list")))
    client.force_login(plain)
    assert "That day is over." in text_of(client.get(PAGE))


@pytest.mark.parametrize(("days", "sent"), [(0, 0), (19, 0), (20, 1), (40, 1)])
def test_administrators_are_reminded_when_the_day_is_near(plain, answering, days, sent):
    asked = erasing.ask(plain)
    past = asked.asked_at - timedelta(days=days)
    ErasureRequest.objects.update(asked_at=past)
    assert remind_administrators() == sent
    assert remind_administrators() == 0
    assert len(mail.outbox) == sent


def test_answered_request_reminds_nobody(plain, answering):
    asked = erasing.ask(plain)
    ErasureRequest.objects.update(asked_at=asked.asked_at - timedelta(days=40))
    erasing.decline(asked, answer="No.", actor=answering)
    assert remind_administrators() == 0


def test_site_staff_erase_an_author(plain, answering):
    Role.objects.create(user=plain, kind=RoleKind.AUTHOR)
    asked = erasing.ask(plain)
    call_command("erase_person", plain.email)
    asked.refresh_from_db()
    assert asked.decided_at
    assert asked.person.name == "Erased person"
    with pytest.raises(CommandError):
        call_command("erase_person", plain.email)


def test_site_staff_do_not_erase_the_last_administrator(answering):
    with pytest.raises(CommandError, match="last administrator"):
        call_command("erase_person", answering.email)


def test_who_cannot_be_answered_here_is_told_whom_to_tell(client, plain, answering):
    for person, is_told in ((plain, False), (answering, True)):
        client.force_login(person)
        page = text_of(client.get(reverse("records:erasure-ask")))
        assert ("tell those who run this site" in page) == is_told
