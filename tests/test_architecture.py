"""The row of apps holds, no foreign key points right, and practice is read where it may be."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
ROW = ["accounts", "courses", "quizzes", "reports", "records"]
# Everything else that reads attempts and responses finds those that count, and no practice.
MAY_READ_PRACTICE = {
    "quizzes/asking.py",  # what it draws
    "quizzes/concern_views.py",  # the learner reports from there too
    "quizzes/attempts.py",
    "quizzes/models/taking.py",
    "quizzes/practice.py",
    "quizzes/questions.py",  # how the questions of one attempt stand
    "quizzes/saving_views.py",
    "quizzes/views.py",  # the learner's own attempt, by its address
    "quizzes/regrade_effects.py",  # it is marked again with the rest, in silence
    "quizzes/regrading.py",
}


def relations():
    for model in apps.get_models():
        if model._meta.app_label in ROW:
            for field in model._meta.get_fields():
                if field.concrete and field.is_relation and field.related_model:
                    yield model, field


def test_foreign_keys_point_left():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model, field in relations()
        if field.related_model._meta.app_label in ROW
        and ROW.index(field.related_model._meta.app_label) > ROW.index(model._meta.app_label)
    ]

    assert wrong == []
    assert sum(1 for _ in relations()) > 30  # the walk did see the models


def test_practice_is_read_where_it_may_be():
    sources = [path for app in [*ROW, "config"] for path in (ROOT / app).rglob("*.py")]
    reading = {
        str(path.relative_to(ROOT))
        for path in sources
        if "with_practice" in path.read_text() and "migrations" not in path.parts
    }

    assert reading == MAY_READ_PRACTICE
