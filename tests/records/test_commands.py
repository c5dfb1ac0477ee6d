from datetime import date

import pytest
from django.core.management import CommandError, call_command

from courses import certificates
from courses.models import Certificate, CourseCompletion, Enrollment
from records.models import SigningKey
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizations():
    course = factories.make_course()
    homes = [factories.make_organization(), factories.make_organization()]
    for home in homes:
        person = factories.make_user(home)
        certificates.issue_by_hand(person, course, date(2026, 3, 9), reason="R.", actor=person)
    return homes


def test_draw_certificates_writes_a_file_for_each(organizations, tmp_path, capsys):
    call_command("draw_certificates", tmp_path / "new")
    assert {path.stem for path in (tmp_path / "new").iterdir()} == set(
        Certificate.objects.values_list("code", flat=True)
    )
    assert all(path.read_bytes().startswith(b"%PDF") for path in (tmp_path / "new").iterdir())
    assert capsys.readouterr().out.startswith("2 certificates")


def test_draw_certificates_of_one_organization_and_in_force(organizations, tmp_path):
    mine = Certificate.objects.get(organization=organizations[0])
    call_command("draw_certificates", tmp_path, organization=organizations[0].slug)
    assert [path.stem for path in tmp_path.iterdir()] == [mine.code]
    certificates.revoke(mine, reason="R.", actor=mine.learner)
    call_command("draw_certificates", tmp_path / "later", organization=organizations[0].slug)
    assert not list((tmp_path / "later").iterdir())


def test_draw_certificates_says_where_it_cannot_write(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("draw_certificates", tmp_path / "file")


def test_issue_certificates_for_what_was_completed_before(capsys):
    course = factories.make_course()
    enrollment = Enrollment.objects.create(learner=factories.make_user(), course=course)
    CourseCompletion.objects.create(enrollment=enrollment, edition=1)
    call_command("issue_certificates")
    call_command("issue_certificates")
    assert capsys.readouterr().out == "Issued 1 certificates.\nIssued 0 certificates.\n"


def test_issue_certificates_leaves_out_what_nobody_knows_any_more(capsys):
    organization = factories.make_organization(credit_statement="Approved this year.")
    course = factories.make_course(edition=3)
    for edition in (2, 3):
        enrollment = Enrollment.objects.create(
            learner=factories.make_user(organization), course=course
        )
        CourseCompletion.objects.create(enrollment=enrollment, edition=edition)
    call_command("issue_certificates")
    issued, left_out = capsys.readouterr().out.splitlines()
    assert issued == "Issued 1 certificates."
    assert ": 1." in left_out
    certificate = Certificate.objects.get()
    assert (certificate.edition, certificate.credit_statement) == (3, "")


def test_renew_badge_key_keeps_the_old_one(capsys):
    call_command("renew_badge_key")
    call_command("renew_badge_key")
    assert SigningKey.objects.count() == 2
    assert SigningKey.objects.first().kid in capsys.readouterr().out
