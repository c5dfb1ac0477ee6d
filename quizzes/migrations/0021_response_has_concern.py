from django.db import migrations, models


def note_concerns(apps, schema_editor):
    """Note on responses what learners have reported so far."""
    concerns = apps.get_model("quizzes", "Concern").objects.exclude(response=None)
    responses = apps.get_model("quizzes", "Response").with_practice
    responses.filter(pk__in=concerns.values("response")).update(has_concern=True)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0020_regrades")]

    operations = [
        migrations.AddField(
            "response",
            "has_concern",
            models.BooleanField(
                default=False, help_text="Its learner has reported a problem with the question."
            ),
        ),
        migrations.RunPython(note_concerns, migrations.RunPython.noop),
    ]
