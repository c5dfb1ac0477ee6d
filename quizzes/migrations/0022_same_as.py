from django.db import migrations, models
from django.db.models import F, Q


def keep_apart(apps, schema_editor):
    """Nobody has said so far that a version only words another better."""
    versions = apps.get_model("quizzes", "ItemVersion").objects
    versions.filter(published_at__isnull=False).update(same_as=F("number"))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0021_response_has_concern")]

    operations = [
        migrations.AddField(
            "itemversion",
            "same_as",
            models.PositiveIntegerField(
                blank=True,
                editable=False,
                help_text="The number of the first version that asked the same; "
                "set when it is published.",
                null=True,
            ),
        ),
        migrations.RunPython(keep_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            "itemversion",
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, same_as__isnull=True)
                | Q(published_at__isnull=False, same_as__lte=F("number")),
                name="published_version_asks_something",
            ),
        ),
    ]
