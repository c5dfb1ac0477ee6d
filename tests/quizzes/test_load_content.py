"""Loading content: all or nothing, twice the same, and never over what an author wrote."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry
from courses.models import Completion, Course, Page
from quizzes import attempts, bank
from quizzes.content import ItemContent, digest
from quizzes.loading import Decision, Outcome, merge
from quizzes.models import Item, ItemVersion, Quiz, Response, Slot
from tests import factories
from tests.small_course import change, write_course

pytestmark = pytest.mark.django_db

ITEMS = "01-begin/items.yaml"
STEM = "What do you do first?"


@pytest.fixture
def root(tmp_path, settings):
    settings.COURSES_DIR = tmp_path
    return write_course(tmp_path)


@pytest.fixture
def loaded(root):
    load()
    return root


def load(*options):
    out = StringIO()
    call_command("load_content", *options, stdout=out)
    return out.getvalue().splitlines()


def newest(slug="m1-first-1"):
    return ItemVersion.objects.published().filter(item__slug=slug).order_by("-number")[0]


def edit(old=STEM, new="Where do you begin?", slug="m1-first-1", **changes):
    """Change a question as an author does in the application."""
    author = factories.make_author()
    fields = bank.fields_of(newest(slug))
    content = {**fields.content, "stem": fields.content["stem"].replace(old, new)}
    fields = replace(fields, content=content, **changes)
    draft = bank.save_draft(newest(slug).item, fields, actor=author)
    return bank.publish_version(draft, actor=author)


def change_file(root, old=STEM, new="What comes first?"):
    change(root, ITEMS, old, new)


def test_loaded_questions_are_published(root):
    assert load() == ["small: 26 added, 0 changed, 0 retired, 0 unchanged"]

    version = newest()
    assert (version.number, version.author, version.is_case) == (1, None, True)
    assert (version.objective.code, version.area, version.note) == (
        "m1-o1",
        "service-delivery",
        "Names a bed.",
    )
    assert [statement.code for statement in version.statements.all()] == ["S1", "S2"]
    assert 'href="#m1-first-1-S2"' in version.html["options"][0]["feedback"]
    quiz = Quiz.objects.get()
    assert (quiz.activity.slug, quiz.intro, quiz.pass_mark) == ("check", "Two questions.", None)
    assert [(slot.position, slot.item.slug) for slot in quiz.slots.select_related("item")] == [
        (1, "m1-first-1"),
        (2, "m1-second-1"),
    ]


def test_second_load_changes_nothing(loaded):
    before = [list(model.objects.values()) for model in (Item, ItemVersion, Slot, Page, AuditEntry)]

    assert load() == ["small: 0 added, 0 changed, 0 retired, 26 unchanged"]

    after = [list(model.objects.values()) for model in (Item, ItemVersion, Slot, Page, AuditEntry)]
    assert after == before


@pytest.mark.parametrize("questions", [1, 3])
def test_second_load_takes_as_many_queries_for_more_questions(
    root, questions, django_assert_num_queries
):
    first, second = (root / ITEMS).read_text().split("- id: m1-second-1")
    more = [f"- id: m1-second-{number}{second}" for number in range(1, questions + 1)]
    (root / ITEMS).write_text(first + "".join(more))
    load()

    with django_assert_num_queries(35):
        load()


def test_unchanged_course_is_passed_over_when_only_changes_are_loaded(loaded, settings):
    assert load("--if-changed") == ["small: as at the last load"]

    change(loaded, "course.yaml", "A small course", "Another course")
    [said] = load("--if-changed")

    assert said.startswith("small: 0 added, 1 changed")
    assert Course.objects.get().title == "Another course"
    assert load("--if-changed") == ["small: as at the last load"]


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "config/urls.py",
        "courses/markdown.py",
        "courses/language_care.yaml",
        "quizzes/content.py",
        "templates/components/statements.html",
    ],
)
def test_course_is_loaded_again_when_what_makes_its_pages_changes(root, settings, path):
    settings.BASE_DIR = root.parent / "site"
    for name in {"requirements.txt", "config/urls.py", path}:
        file = settings.BASE_DIR / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("one")
    load()
    assert load("--if-changed") == ["small: as at the last load"]

    (settings.BASE_DIR / path).write_text("two")

    assert load("--if-changed") == ["small: 0 added, 0 changed, 0 retired, 26 unchanged"]


def test_what_authors_changed_is_named_again_though_no_file_changed(loaded):
    edit()
    kept = "  kept as authors made it: item m1-first-1"

    assert load()[1:] == [kept]
    assert load("--if-changed")[1:] == [kept]


def test_sources_under_a_question_follow_the_ledger(loaded):
    before = newest().sources_html
    change(loaded, "statements.yaml", "Something may be so.", "Something can be so.")
    load()

    assert "Something may be so." in before
    assert newest().sources_html == before.replace("Something may be so.", "Something can be so.")


@pytest.mark.parametrize("path", ["01-begin/items.yaml", "02-go-on/2-1-the-third-hour.md"])
def test_fault_in_a_file_changes_nothing(loaded, path):
    change(loaded, "course.yaml", "A small course", "Another course")
    change(loaded, path, "S1", "S9")

    with pytest.raises(CommandError) as caught:
        load()

    assert str(caught.value).startswith(f"small/{path}:")
    assert str(caught.value).endswith("there is no statement “S9”")
    assert Course.objects.get().title == "A small course"


def test_id_that_another_course_has_changes_nothing(root):
    other = factories.make_course(lessons=1, questions=0)
    Item.objects.create(slug="m1-first-1", course=other, module=other.modules.get())

    with pytest.raises(CommandError) as caught:
        load()

    assert str(caught.value) == (
        "small/course.yaml:1: another course has the item “m1-first-1” already"
    )
    assert Course.objects.count() == 1


def test_check_reads_the_files_and_changes_nothing(root):
    assert load("--check") == ["small: the files can be loaded"]

    assert Course.objects.count() == 0


def test_check_says_what_is_wrong(root):
    change(root, ITEMS, "id: m1-second-1", "id: m1-first-1")

    with pytest.raises(CommandError) as caught:
        load("--check")

    assert str(caught.value) == "small/01-begin/items.yaml:20: “m1-first-1” is there twice"


def test_one_course_of_several_is_loaded(root, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "course.yaml").write_text("slug: broken")

    assert load("--course", "small") == ["small: 26 added, 0 changed, 0 retired, 0 unchanged"]
    with pytest.raises(CommandError) as caught:
        load()
    assert str(caught.value) == "broken/course.yaml:1: the file has no “title”"


def test_course_that_is_not_there_is_named(root):
    with pytest.raises(CommandError) as caught:
        load("--course", "large")

    assert str(caught.value).startswith("There is no course “large” in ")


def test_changed_file_becomes_a_new_version(loaded):
    change_file(loaded)

    assert load("-v2") == [
        "small: 0 added, 1 changed, 0 retired, 25 unchanged",
        "  changed: item m1-first-1",
    ]
    assert (newest().number, newest().content["stem"]) == (
        2,
        "Ana asks for a bed and a phone. What comes first?",
    )


def test_new_version_from_a_file_leaves_open_attempts_alone(loaded):
    enrollment = factories.make_enrollment(Course.objects.get())
    attempt = attempts.start_attempt(Quiz.objects.get(), enrollment, actor=enrollment.learner)
    change_file(loaded)

    load()

    versions = Response.objects.filter(attempt=attempt).order_by("number")
    assert [
        response.item_version.number for response in versions.select_related("item_version")
    ] == [
        1,
        1,
    ]


def test_order_and_place_of_questions_follow_the_files(loaded):
    change(loaded, "01-begin/module.yaml", "m1-first-1, m1-second-1", "m1-second-1, m1-first-1")

    load()

    assert [slot.item.slug for slot in Quiz.objects.get().slots.select_related("item")] == [
        "m1-second-1",
        "m1-first-1",
    ]
    assert newest().number == 1


def test_question_that_an_author_changed_is_kept_while_its_file_is_as_it_was(loaded):
    edit()

    assert load() == [
        "small: 0 added, 0 changed, 0 retired, 25 unchanged",
        "  kept as authors made it: item m1-first-1",
    ]
    assert load("--take-file") == load()
    assert newest().content["stem"] == "Ana asks for a bed and a phone. Where do you begin?"


def test_conflict_is_told_each_time_until_somebody_decides(loaded):
    edit()
    change_file(loaded)
    told = [
        "small: 0 added, 0 changed, 0 retired, 25 unchanged",
        "  not loaded: item m1-first-1 changed both in the application and in its file; "
        "decide with --take-file or --keep-database",
    ]

    assert load() == told
    assert load() == told
    assert newest().content["stem"] == "Ana asks for a bed and a phone. Where do you begin?"


def test_taking_the_file_ends_the_conflict(loaded):
    edit()
    change_file(loaded)

    assert load("--take-file") == ["small: 0 added, 1 changed, 0 retired, 25 unchanged"]
    assert load() == ["small: 0 added, 0 changed, 0 retired, 26 unchanged"]
    assert (newest().number, newest().content["stem"]) == (
        3,
        "Ana asks for a bed and a phone. What comes first?",
    )


def test_keeping_the_database_ends_the_conflict(loaded):
    edit()
    change_file(loaded)
    kept = [
        "small: 0 added, 0 changed, 0 retired, 25 unchanged",
        "  kept as authors made it: item m1-first-1",
    ]

    assert load("--keep-database") == kept
    assert load() == kept
    assert newest().content["stem"] == "Ana asks for a bed and a phone. Where do you begin?"


def test_same_change_on_both_sides_is_no_conflict(loaded):
    edit(new="What comes first?")
    change_file(loaded)

    assert load() == ["small: 0 added, 0 changed, 0 retired, 26 unchanged"]
    assert newest().number == 2


def test_open_draft_stays_when_its_file_is_loaded(loaded):
    fields = bank.fields_of(newest())
    draft = bank.save_draft(newest().item, replace(fields, note="Mine."), actor=None)
    change_file(loaded)

    load()

    draft.refresh_from_db()
    assert (newest().number, draft.number, draft.note, draft.is_draft) == (2, 3, "Mine.", True)


def remove_second(root):
    text = (root / ITEMS).read_text()
    (root / ITEMS).write_text(text[: text.index("- id: m1-second-1")])
    change(root, "01-begin/module.yaml", ", m1-second-1]", "]")


def test_question_that_left_the_files_is_retired_and_comes_back(loaded):
    items, module = (loaded / ITEMS).read_text(), (loaded / "01-begin/module.yaml").read_text()

    remove_second(loaded)
    left = load("-v2")
    retired_at = Item.objects.get(slug="m1-second-1").retired_at
    again = load()
    (loaded / ITEMS).write_text(items)
    (loaded / "01-begin/module.yaml").write_text(module)
    returned = load("-v2")

    assert left[1:] == [
        "  changed: quiz begin",
        "  retired: item m1-second-1",
        "  retired: slot begin/m1-second-1",
    ]
    assert again == ["small: 0 added, 0 changed, 0 retired, 24 unchanged"]
    assert retired_at is not None
    assert returned[1:] == [
        "  added: item m1-second-1",
        "  added: slot begin/m1-second-1",
        "  changed: quiz begin",
    ]
    assert Item.objects.get(slug="m1-second-1").retired_at is None
    assert newest("m1-second-1").number == 1


def test_answers_to_a_question_that_left_stay(loaded):
    enrollment = factories.make_enrollment(Course.objects.get())
    attempts.start_attempt(Quiz.objects.get(), enrollment, actor=enrollment.learner)
    remove_second(loaded)

    load()

    assert Response.objects.filter(item_version__item__slug="m1-second-1").count() == 1


def test_question_that_an_author_retired_stays_so(loaded):
    bank.retire_item(newest().item, actor=None)

    assert load()[1:] == ["  kept as authors made it: item m1-first-1"]
    assert Item.objects.get(slug="m1-first-1").retired_at is not None


def test_question_that_an_author_changed_is_not_retired_unasked(loaded):
    reason = {"Q03": "Two are enough here."}
    edit("Choose all that fit: what", "Which", slug="m1-second-1", lint_ok=reason)
    remove_second(loaded)

    unasked = load()
    kept = Item.objects.get(slug="m1-second-1").retired_at
    asked = load("--take-file")

    assert unasked[1:] == [
        "  not loaded: item m1-second-1 changed both in the application and in its file; "
        "decide with --take-file or --keep-database"
    ]
    assert kept is None
    assert asked == ["small: 0 added, 0 changed, 1 retired, 24 unchanged"]


def test_question_written_in_the_application_is_left_alone(loaded):
    module = newest().item.module
    fields = bank.fields_of(newest())
    item = bank.create_item(module.course, module, "m1-own-1", fields, actor=None)
    bank.publish_version(item.versions.get(), actor=None)

    load()

    assert Item.objects.get(slug="m1-own-1").retired_at is None


def test_quiz_that_left_the_files_is_retired_with_its_records(loaded):
    enrollment = factories.make_enrollment(Course.objects.get())
    quiz = Quiz.objects.select_related("activity").get()
    Completion.objects.create(
        enrollment=enrollment, activity=quiz.activity, completed_at=enrollment.started_at, score=1
    )
    text = (loaded / "01-begin/module.yaml").read_text()
    (loaded / "01-begin/module.yaml").write_text(text[: text.index("quiz:")])

    assert load("-v2")[-1] == "  retired: activity begin/check"
    assert (Quiz.objects.count(), Completion.objects.count()) == (1, 1)


def test_digest_is_that_of_the_file(loaded):
    item = Item.objects.get(slug="m1-first-1")

    assert item.file_digest == digest(ItemContent("m1-first-1", bank.fields_of(newest())))


@pytest.mark.parametrize(
    ("last", "file", "here", "decision", "outcome"),
    [
        ("a", "a", "a", Decision.ASK, Outcome.SAME),
        ("a", "b", "b", Decision.ASK, Outcome.SAME),
        ("a", "b", "a", Decision.ASK, Outcome.TAKEN),
        ("", "a", "", Decision.ASK, Outcome.TAKEN),
        ("a", "", "a", Decision.ASK, Outcome.TAKEN),
        ("a", "a", "b", Decision.ASK, Outcome.KEPT),
        ("a", "a", "b", Decision.TAKE_FILE, Outcome.KEPT),
        ("a", "a", "", Decision.ASK, Outcome.KEPT),
        ("", "", "a", Decision.ASK, Outcome.KEPT),
        ("a", "b", "c", Decision.ASK, Outcome.CONFLICT),
        ("", "a", "b", Decision.ASK, Outcome.CONFLICT),
        ("a", "", "b", Decision.ASK, Outcome.CONFLICT),
        ("a", "b", "c", Decision.TAKE_FILE, Outcome.TAKEN),
        ("a", "b", "c", Decision.KEEP_DATABASE, Outcome.KEPT),
    ],
)
def test_merge_takes_the_side_that_changed(last, file, here, decision, outcome):
    assert merge(last, file, here, decision) == outcome
