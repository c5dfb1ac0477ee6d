import pytest
from django.core.cache import cache
from django.urls import reverse

from courses import certificates
from courses.models import Certificate, Enrollment
from courses.outline import forget_outlines
from courses.progress import record_completion
from records.certificate_texts import LIMITS
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("records:certificate-list")
CHECK = reverse("records:certificate-check")
ISSUED = reverse("records:issued-list")


@pytest.fixture
def organization():
    return factories.make_organization(name="Harbor", credit_statement="6 hours, provider 12.")


@pytest.fixture
def course(organization):
    return factories.make_course(assigned_to=organization)


@pytest.fixture
def learner(organization):
    return factories.make_user(organization, name="Amal Haddad")


@pytest.fixture
def administrator(organization):
    return factories.make_administrator(organization)


@pytest.fixture
def certificate(learner, course):
    return make_certificate(learner, course)


def make_certificate(learner, course):
    enrollment = Enrollment.objects.create(learner=learner, course=course)
    for activity in course.activities.all():
        record_completion(enrollment, activity, score=1.0)
    return learner.certificates.get()


def text_of(response):
    return response.content.decode()


# -- Anyone --------------------------------------------------------------------------------


def test_anyone_with_the_code_sees_every_field(client, certificate):
    page = text_of(client.get(certificate.get_absolute_url()))
    for shown in (
        "Valid.",
        "Amal Haddad",
        certificate.course_title,
        "Harbor",
        "6 hours, provider 12.",
        "15 minutes (0.25)",
        certificate.code,
        "1. Module 1",
        LIMITS,
        "<svg",
    ):
        assert shown in page
    assert "Download" not in page


def test_public_page_tells_nothing_of_the_account(client, certificate, learner):
    page = text_of(client.get(certificate.get_absolute_url()))
    assert learner.email not in page


def test_page_is_kept_nowhere(client, certificate):
    assert "no-store" in client.get(certificate.get_absolute_url())["Cache-Control"]


def test_state_is_told_with_its_day_and_not_why(client, certificate, administrator):
    certificates.revoke(certificate, reason="Somebody else did it.", actor=administrator)
    page = text_of(client.get(certificate.get_absolute_url()))
    assert "Revoked on" in page
    assert "Somebody else" not in page


def test_learner_reads_why_theirs_was_revoked(client, certificate, learner, administrator):
    certificates.revoke(certificate, reason="Somebody else did it.", actor=administrator)
    client.force_login(learner)
    assert "Somebody else did it." in text_of(client.get(certificate.get_absolute_url()))


def test_supervisor_is_told_that_it_was_revoked(client, certificate, administrator, learner):
    supervisor = factories.make_supervisor(organization=learner.organization)
    client.force_login(supervisor)
    page = reverse("reports:learner-detail", args=[learner.pk])
    assert certificate.code in text_of(client.get(page))
    certificates.revoke(certificate, reason="Somebody else did it.", actor=administrator)
    told = text_of(client.get(page))
    assert f"{certificate.code}</a>, revoked on" in told
    assert "Somebody else did it." in text_of(client.get(certificate.get_absolute_url()))


def test_page_says_whether_it_counts(client, certificate, administrator):
    assert "Compare what you were shown" in text_of(client.get(certificate.get_absolute_url()))
    certificates.revoke(certificate, reason="R.", actor=administrator)
    page = text_of(client.get(certificate.get_absolute_url()))
    assert "It does not count any more." in page
    assert "Compare what you were shown" not in page


def test_statement_of_credits_keeps_its_lines(client, certificate, learner):
    learner.certificates.update(credit_statement="Approval 886\nProvider <12>")
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert "Approval 886<br>Provider &lt;12&gt;" in page
    client.force_login(learner)
    assert "Approval 886<br>Provider" in client.get(LIST).content.decode()


def test_replaced_certificate_does_not_lead_to_the_new_one(client, certificate, learner):
    learner.name = "Amal Nasser"
    learner.save()
    new = certificates.issue_again(certificate, actor=learner)
    page = text_of(client.get(certificate.get_absolute_url()))
    assert "Replaced on" in page
    assert new.code not in page
    assert "Nasser" not in page


def test_code_is_found_however_it_is_typed(client, certificate):
    typed = certificate.code.lower().replace("-", " ")
    assert client.get(CHECK, {"code": typed})["Location"] == certificate.get_absolute_url()


@pytest.mark.parametrize("code", ["7Q2MX-0HJ4K-WZ83N-C5RTB", "x", "<b>", "\x00", "ا" * 300])
def test_code_that_is_none_is_not_found_in_words(client, db, code):
    asked = client.get(CHECK, {"code": code})
    assert asked.status_code == 200
    assert "There is no certificate with the code" in text_of(asked)
    assert "<b>" not in text_of(asked).replace("<bdi>", "")


def test_unknown_code_in_the_address_is_404_with_a_way_on(client, db):
    response = client.get(reverse("records:certificate-detail", args=["7Q2MX"]))
    assert response.status_code == 404
    assert "Compare it with the certificate" in text_of(response)


def test_lookups_are_limited(client, certificate):
    cache.clear()
    statuses = [client.get(certificate.get_absolute_url()).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    assert client.get(CHECK, {"code": "x"}).status_code == 429


def test_who_is_signed_in_is_counted_alone(client, certificate, learner):
    cache.clear()
    for _ in range(31):
        client.get(certificate.get_absolute_url())
    client.force_login(learner)
    statuses = [client.get(certificate.get_absolute_url()).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]


# -- The learner ---------------------------------------------------------------------------


def test_list_takes_a_fixed_number_of_queries(
    client, learner, course, organization, django_assert_num_queries
):
    make_certificate(learner, course)
    client.force_login(learner)
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)
    for _ in range(2):
        factories.make_course(assigned_to=organization)
        other = factories.make_course(assigned_to=organization)
        certificates.issue_by_hand(learner, other, "2026-01-01", reason="Paper.", actor=learner)
    with django_assert_num_queries(12):
        client.get(LIST)


def test_list_without_any_says_how_to_get_one(client, learner):
    client.force_login(learner)
    page = text_of(client.get(LIST))
    assert "There are none yet." in page
    assert "No module is complete yet." in page


def test_name_that_changed_can_be_put_on_the_certificate(client, certificate, learner):
    client.force_login(learner)
    assert "Issue again" not in text_of(client.get(LIST))
    learner.name = "Amal Nasser"
    learner.save()
    assert "Issue again" in text_of(client.get(LIST))
    response = client.post(reverse("records:certificate-again", args=[certificate.code]))
    new = Certificate.objects.in_force().get()
    assert response["Location"] == new.get_absolute_url()
    assert new.name == "Amal Nasser"


def test_issuing_again_twice_is_refused_in_words(client, certificate, learner):
    client.force_login(learner)
    address = reverse("records:certificate-again", args=[certificate.code])
    response = client.post(address, follow=True)
    assert "says what it would say if it were issued again" in text_of(response)
    assert Certificate.objects.count() == 1


def test_certificate_of_somebody_else_cannot_be_issued_again(client, certificate):
    client.force_login(factories.make_user())
    address = reverse("records:certificate-again", args=[certificate.code])
    assert client.post(address).status_code == 404


def test_supervisor_finds_the_certificate_on_the_page_of_the_learner(
    client, certificate, learner, organization
):
    client.force_login(factories.make_supervisor(organization=organization))
    page = text_of(client.get(reverse("reports:learner-detail", args=[learner.pk])))
    assert certificate.get_absolute_url() in page
    assert "Download the PDF" in text_of(client.get(certificate.get_absolute_url()))


# -- Hours ---------------------------------------------------------------------------------


def test_hours_are_those_of_completed_modules(client, learner, course, certificate):
    half_done = factories.make_course(assigned_to=learner.organization)
    enrollment = Enrollment.objects.create(learner=learner, course=half_done)
    record_completion(enrollment, half_done.activities.first())
    client.force_login(learner)
    page = text_of(client.get(LIST))
    assert "15 minutes (0.25) in all" in page
    assert half_done.title not in page


def test_hours_count_what_was_certified_by_hand(client, learner, course, administrator):
    issued = certificates.issue_by_hand(
        learner, course, "2026-01-02", reason="Paper.", actor=administrator
    )
    client.force_login(learner)
    page = text_of(client.get(LIST))
    assert "January 2, 2026" in page
    assert page.count(issued.code) > 1


def test_hours_count_a_course_once(client, learner, course, certificate, administrator):
    certificates.revoke(certificate, reason="A wrong day.", actor=administrator)
    certificates.issue_by_hand(
        learner, course, "2026-01-02", reason="The day.", actor=administrator
    )
    client.force_login(learner)
    assert "15 minutes (0.25) in all" in text_of(client.get(LIST))


def test_hours_of_a_certificate_stay_when_the_course_grows(client, learner, course, certificate):
    factories.make_lesson(course.modules.get(), 9)
    forget_outlines()
    client.force_login(learner)
    assert "15 minutes (0.25) in all" in text_of(client.get(LIST))


def test_credits_are_those_of_the_certificate(client, learner, certificate):
    learner.organization.credit_statement = "Approved later."
    learner.organization.save()
    client.force_login(learner)
    page = text_of(client.get(LIST))
    assert "6 hours, provider 12." in page
    assert "Approved later." not in page


def test_hours_as_csv_say_what_the_page_says(client, learner, certificate):
    client.force_login(learner)
    response = client.get(reverse("records:hours-file", args=["csv"]))
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Course,Module,Completed on,Minutes,Hours,Certificate"
    assert lines[1].startswith(f"{certificate.course_title},1. Module 1,")
    assert lines[1].endswith(f",15,0.25,{certificate.code}")
    assert "Hours in all: 15 minutes (0.25)" in lines
    assert any("6 hours, provider 12." in line for line in lines)


def test_hours_as_pdf(client, learner, certificate):
    client.force_login(learner)
    response = client.get(reverse("records:hours-file", args=["pdf"]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert client.get(reverse("records:hours-file", args=["xlsx"])).status_code == 404


# -- The administrator ---------------------------------------------------------------------


def test_issued_list_takes_a_fixed_number_of_queries(
    client, administrator, learner, course, django_assert_num_queries
):
    make_certificate(learner, course)
    client.force_login(administrator)
    client.get(ISSUED)
    with django_assert_num_queries(6):
        client.get(ISSUED)
    for _ in range(2):
        make_certificate(factories.make_user(learner.organization), course)
    with django_assert_num_queries(6):
        client.get(ISSUED)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"q": "haddad"}, True),
        ({"q": "nobody"}, False),
        ({"state": "valid"}, True),
        ({"state": "revoked"}, False),
        ({"state": "nonsense"}, False),
    ],
)
def test_issued_list_finds(client, administrator, certificate, query, found):
    client.force_login(administrator)
    assert (certificate.code in text_of(client.get(ISSUED, query))) == found


def test_issued_list_finds_by_code_and_by_address(client, administrator, certificate, learner):
    client.force_login(administrator)
    for words in (certificate.code.lower(), learner.email):
        assert certificate.code in text_of(client.get(ISSUED, {"q": words}))


def test_issued_list_is_of_ones_own_organization(client, certificate):
    client.force_login(factories.make_administrator())
    page = text_of(client.get(ISSUED))
    assert certificate.code not in page
    assert "None yet." in page


def test_issued_file_has_what_the_list_finds(client, administrator, certificate):
    client.force_login(administrator)
    address = reverse("records:issued-file")
    lines = client.get(address).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == (
        "Name,Course,Edition,Completed on,Minutes,Valid until,State,State in words,Issued,Code"
    )
    assert lines[1].startswith(f"Amal Haddad,{certificate.course_title},1,")
    assert lines[1].endswith(f",15,,valid,valid,by completing,{certificate.code}")
    narrowed = client.get(address, {"q": "nobody"}).getvalue().decode().splitlines()
    assert len(narrowed) == 1


def test_issuing_by_hand(client, administrator, learner, course):
    client.force_login(administrator)
    address = reverse("records:issue", args=[learner.pk])
    sent = {"course": course.pk, "completed_on": "2026-01-02", "reason": "On paper."}
    response = client.post(address, sent)
    issued = Certificate.objects.get()
    assert response["Location"] == issued.get_absolute_url()
    assert (issued.is_by_hand, issued.issued_by, issued.reason) == (
        True,
        administrator,
        "On paper.",
    )
    again = text_of(client.post(address, sent))
    assert "There is a certificate for this course and this day already." in again
    assert Certificate.objects.count() == 1


def test_nobody_issues_one_to_themself(client, administrator):
    client.force_login(administrator)
    assert client.get(reverse("records:issue", args=[administrator.pk])).status_code == 404


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"completed_on": "2999-01-01"}, "This day is still to come."),
        ({"completed_on": "0026-01-01"}, "Check the year: it should be 2000 or later."),
        ({"completed_on": "yesterday"}, "Enter a valid date."),
        ({"reason": ""}, "This field is required."),
        ({"reason": "x" * 501}, "at most 500 characters"),
        ({"valid_until": "2026-01-02"}, "It should be later than the day of completion."),
        ({"valid_until": "9999-12-31"}, "It should be within 60 months."),
    ],
)
def test_issuing_by_hand_says_what_is_wrong(client, administrator, learner, course, change, error):
    client.force_login(administrator)
    sent = {"course": course.pk, "completed_on": "2026-01-02", "reason": "On paper."} | change
    assert error in text_of(client.post(reverse("records:issue", args=[learner.pk]), sent))
    assert not Certificate.objects.exists()


def test_revoking(client, administrator, certificate):
    client.force_login(administrator)
    address = reverse("records:revoke", args=[certificate.code])
    assert "This cannot be undone" in text_of(client.get(address))
    assert "This field is required." in text_of(client.post(address, {"reason": ""}))
    assert client.post(address, {"reason": "A mistake."})["Location"] == ISSUED
    certificate.refresh_from_db()
    assert certificate.revoked_because == "A mistake."
    assert "was replaced or revoked already" in text_of(client.get(address))
    page = text_of(client.post(address, {"reason": "Again."}))
    assert "was replaced or revoked already" in page
