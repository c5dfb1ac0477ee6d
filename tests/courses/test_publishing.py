"""Publishing a course: rows follow the files, and nothing that a record points at is lost."""

import pytest

from accounts.models import AuditEntry
from courses.content import read_course
from courses.models import (
    Activity,
    Course,
    Figure,
    GlossaryTerm,
    Handout,
    Module,
    Objective,
    Page,
    Source,
    SourceShingles,
    Statement,
)
from courses.progress import record_completion
from courses.publishing import publish_course
from tests import factories
from tests.small_course import change, write_course

pytestmark = pytest.mark.django_db

LESSON = "01-begin/1-1-the-first-hour.md"


@pytest.fixture
def root(tmp_path):
    return write_course(tmp_path)


def publish(root):
    return publish_course(read_course(root))


def test_published_course_is_what_the_files_say(root):
    report = publish(root)

    course = Course.objects.get()
    assert (course.slug, course.pass_mark, course.activity_count) == ("small", 0.8, 4)
    assert list(course.activities.values_list("sequence", "module__slug", "slug", "kind")) == [
        (1, "begin", "the-first-hour", "lesson"),
        (2, "begin", "the-second-hour", "lesson"),
        (3, "begin", "check", "quiz"),
        (4, "go-on", "the-third-hour", "lesson"),
    ]
    assert list(Statement.objects.values_list("code", "source__slug", "certainty")) == [
        ("S1", "state", "may"),
        ("S2", "state", "firm"),
        ("S3", "state", "unknown"),
    ]
    assert list(Objective.objects.values_list("module__number", "code")) == [
        (1, "m1-o1"),
        (2, "m2-o1"),
    ]
    terms = GlossaryTerm.objects.values_list("term", "statements__code").order_by("term")
    assert set(terms) == {("Agency", "S1"), ("Agency", "S2"), ("Case", None)}
    assert len(report.added) == 21
    assert (report.changed, report.retired, report.unchanged) == ([], [], [])


def test_page_has_its_html_and_its_statements(root):
    publish(root)

    page = Page.objects.get(activity__slug="the-first-hour")
    assert (page.number, page.revision) == ("1.1", 1)
    assert page.body.startswith("Two sentences open the lesson.")
    assert '<a class="cite" href="#from-S2">' in page.html
    assert "<svg" in page.html
    assert '<a class="cite" href="#from-S1">' in page.summary_html
    assert page.sources_html.index('id="from-S1"') < page.sources_html.index('id="from-S2"')
    assert [statement.code for statement in page.statements.all()] == ["S1", "S2"]


def test_handout_has_its_html_and_its_statements(root):
    publish(root)

    handout = Handout.objects.get(module__slug="begin")
    assert "<li>Something else is so." in handout.html
    assert 'id="from-S2"' in handout.sources_html
    assert [statement.code for statement in handout.statements.all()] == ["S2"]


def test_handout_goes_when_its_file_does(root):
    publish(root)
    (root / "01-begin/handout.md").unlink()

    report = publish(root)

    assert report.retired == ["handout begin"]
    assert not Handout.objects.exists()


def test_second_run_changes_nothing(root, django_assert_num_queries):
    first = publish(root)
    pages = list(Page.objects.values())

    with django_assert_num_queries(16):
        second = publish(root)

    assert (second.added, second.changed, second.retired) == ([], [], [])
    assert sorted(second.unchanged) == sorted(first.added)
    assert list(Page.objects.values()) == pages
    assert AuditEntry.objects.filter(action="course.published").count() == 1


def test_revision_goes_up_when_the_text_changes(root):
    publish(root)
    change(root, LESSON, "Two sentences open", "Three sentences open")

    report = publish(root)

    assert report.changed == ["page begin/the-first-hour"]
    revisions = dict(Page.objects.values_list("activity__slug", "revision"))
    assert revisions == {"the-first-hour": 2, "the-second-hour": 1, "the-third-hour": 1}


def test_revision_stays_when_only_the_title_changes(root):
    publish(root)
    change(root, LESSON, "title: The first hour", "title: Hour one")

    report = publish(root)

    assert report.changed == ["activity begin/the-first-hour"]
    assert Page.objects.get(activity__slug="the-first-hour").revision == 1


def test_changed_citation_changes_what_the_page_rests_on(root):
    publish(root)
    change(root, "02-go-on/2-1-the-third-hour.md", "[S1]", "[S2] [S3]")

    publish(root)

    page = Page.objects.get(activity__slug="the-third-hour")
    assert [statement.code for statement in page.statements.all()] == ["S2", "S3"]


def test_changed_statements_of_a_term_are_reported(root):
    publish(root)
    change(root, "glossary.yaml", "[S1, S2]", "[S3]")

    report = publish(root)

    assert report.changed == ["glossary term Agency"]
    term = GlossaryTerm.objects.get(term="Agency")
    assert [statement.code for statement in term.statements.all()] == ["S3"]


def test_added_term_is_linked_without_a_new_revision(root):
    publish(root)
    change(
        root, "glossary.yaml", "- term: Case", "- term: Sentence\n  definition: A.\n- term: Case"
    )

    report = publish(root)

    assert report.added == ["glossary term Sentence"]
    assert report.changed == ["glossary term Case", "page begin/the-first-hour"]
    page = Page.objects.get(activity__slug="the-first-hour")
    link = '<a href="/courses/small/glossary/#term-sentence" class="term">sentences</a>'
    assert (page.revision, f"Two {link} open" in page.html) == (1, True)


def test_term_with_other_senses_is_linked_in_its_other_forms(root):
    change(root, LESSON, "Two sentences open", "In this case, a case moment opens")

    publish(root)

    html = Page.objects.get(activity__slug="the-first-hour").html
    link = '<a href="/courses/small/glossary/#term-case" class="term">case moment</a>'
    assert f"In this case, a {link} opens" in html


def test_changed_figure_reaches_the_page_without_a_new_revision(root):
    publish(root)
    change(root, "figures/m1-two-ways.svg", ">Two ways</text>", ">Two roads</text>")

    report = publish(root)

    assert report.changed == ["figure m1-two-ways.svg", "page begin/the-first-hour"]
    page = Page.objects.get(activity__slug="the-first-hour")
    assert (page.revision, "Two roads" in page.html) == (1, True)


def test_lesson_that_left_the_files_is_retired_and_comes_back(root):
    publish(root)
    lesson = Activity.objects.get(slug="the-second-hour")
    file = root / "01-begin/1-2-the-second-hour.md"
    text = file.read_text()

    file.unlink()
    left = publish(root)
    retired = Activity.objects.get(pk=lesson.pk)
    file.write_text(text)
    returned = publish(root)

    assert left.retired == ["activity begin/the-second-hour"]
    assert retired.retired_at is not None
    assert returned.changed == [
        "course small",
        "activity begin/the-second-hour",
        "activity begin/check",
        "activity go-on/the-third-hour",
    ]
    assert Activity.objects.get(pk=lesson.pk).retired_at is None
    assert Page.objects.get(activity=lesson).revision == 1


def test_retired_lesson_is_not_retired_again(root):
    publish(root)
    (root / "01-begin/1-2-the-second-hour.md").unlink()
    publish(root)
    retired_at = Activity.objects.get(slug="the-second-hour").retired_at

    report = publish(root)

    assert report.has_changes is False
    assert Activity.objects.get(slug="the-second-hour").retired_at == retired_at


def test_module_that_left_is_retired_with_all_it_holds(root):
    publish(root)
    change(root, "course.yaml", ", 02-go-on]", "]")

    report = publish(root)

    assert report.retired == ["module go-on", "objective m2-o1", "activity go-on/the-third-hour"]
    assert Module.objects.get(slug="go-on").retired_at is not None
    assert Course.objects.get().activity_count == 3


def test_completion_of_a_retired_lesson_stays(root):
    publish(root)
    course = Course.objects.get()
    enrollment = factories.make_enrollment(course)
    for activity in course.activities.all():
        record_completion(enrollment, activity)
    (root / "01-begin/1-2-the-second-hour.md").unlink()

    publish(root)

    enrollment.refresh_from_db()
    assert (enrollment.done_count, enrollment.completions.count()) == (3, 4)


def test_enrollment_is_complete_when_what_was_left_to_do_is_retired(root):
    publish(root)
    course = Course.objects.get()
    enrollment = factories.make_enrollment(course)
    for activity in course.activities.exclude(slug="the-second-hour"):
        record_completion(enrollment, activity)
    (root / "01-begin/1-2-the-second-hour.md").unlink()

    publish(root)

    enrollment.refresh_from_db()
    assert (enrollment.done_count, enrollment.completed_at is not None) == (3, True)


def test_statement_and_objective_that_left_are_kept_for_the_records(root):
    publish(root)
    change(root, "01-begin/1-2-the-second-hour.md", "[S3]", "[S2]")
    change(root, "02-go-on/module.yaml", "m2-o1", "m2-o2")
    text = (root / "statements.yaml").read_text()
    (root / "statements.yaml").write_text(text[: text.index("- id: S3")])

    report = publish(root)

    assert report.retired == ["statement S3", "objective m2-o1"]
    assert set(Statement.objects.filter(retired_at=None).values_list("code", flat=True)) == {
        "S1",
        "S2",
    }
    assert Objective.objects.get(code="m2-o1").retired_at is not None


def test_term_and_figure_that_left_are_deleted(root):
    publish(root)
    change(root, "glossary.yaml", "term: Case", "term: Story")
    change(root, LESSON, "::: figure m1-two-ways.svg Two ways\nTwo ways, in words.\n:::\n", "")
    (root / "figures/m1-two-ways.svg").unlink()

    report = publish(root)

    assert report.added == ["glossary term Story"]
    assert report.retired == ["figure m1-two-ways.svg", "glossary term Case"]
    assert (Figure.objects.count(), GlossaryTerm.objects.count()) == (0, 2)


def test_other_course_is_left_alone(root):
    other = factories.make_course(lessons=1, questions=0)
    source = Source.objects.create(slug="other", title="O", publisher="P", url="https://o.org/")
    cited = factories.make_statement("C90")
    Statement.objects.filter(pk=cited.pk).update(source=source)
    other.activities.get().page.statements.add(cited)
    publish(root)

    other.refresh_from_db()
    cited.refresh_from_db()
    assert (other.activity_count, cited.retired_at) == (1, None)
    assert other.activities.offered().count() == 1


def test_digests_of_a_source_go_with_the_file_of_the_only_course(root):
    publish(root)
    (root / "shingles/state.txt").unlink()

    report = publish(root)

    assert report.retired == ["source shingles state"]
    assert SourceShingles.objects.count() == 0


def test_digests_of_a_source_stay_when_another_course_cites_it(root):
    publish(root)
    second = root.rename(root.with_name("second"))
    change(second, "course.yaml", "slug: small", "slug: second")
    change(second, "01-begin/module.yaml", "m1-o1", "n1-o1")
    change(second, "02-go-on/module.yaml", "m2-o1", "n2-o1")
    (second / "shingles/state.txt").unlink()

    reports = [publish(second), publish(second)]

    assert [report.retired for report in reports] == [[], []]
    assert SourceShingles.objects.get().shingles == ["2b4f5e1a9c3d", "7a0c11d2e3f4"]


def test_publishing_is_on_record(root):
    author = factories.make_author()

    publish_course(read_course(root), actor=author)

    entry = AuditEntry.objects.get(action="course.published")
    assert (entry.actor, entry.target_name) == (author, "A small course")
    assert entry.data == {"added": 21, "changed": 0, "retired": 0, "unchanged": 0}
