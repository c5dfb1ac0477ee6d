import pytest
from django.core.management import call_command

from courses.models import Enrollment
from courses.progress import record_completion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    enrollment = factories.make_enrollment(factories.make_course())
    record_completion(enrollment, enrollment.course.activities.first())
    return enrollment


def rebuild(capsys):
    call_command("rebuild_progress")
    return capsys.readouterr().out


def test_rebuild_finds_nothing_where_all_agree(enrollment, capsys):
    assert rebuild(capsys) == "Every enrollment agrees with its completions.\n"


def test_rebuild_mends_and_says_so(enrollment, capsys):
    Enrollment.objects.update(done_count=9)

    assert rebuild(capsys) == "Mended, for being out of line: 1.\n"
    assert Enrollment.objects.get().done_count == 1
