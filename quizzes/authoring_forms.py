"""What an author may enter: the filters of the question bank, and the texts of a question."""

from django import forms
from django.core.exceptions import ValidationError

from courses.content.nodes import SLUG
from courses.content.texts import NOTE_WORDS
from courses.models import Bloom, Module, Objective, Statement
from quizzes.checks import CHECKS
from quizzes.content_forms import TextField
from quizzes.fields import LONGEST_TAG
from quizzes.language_findings import LONGEST_NOTE, LONGEST_REASON, RULES
from quizzes.models import Area, Item
from quizzes.types import TYPES
from quizzes.types.schema import STEM

DEFAULT_TYPE = "single_best"
TYPE_CHOICES = [(name, kind.LABEL) for name, kind in TYPES.items()]


def split_tags(text):
    """Return the tags in a text, each once, in their order; commas may stand between them."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


class StatementsField(forms.ModelMultipleChoiceField):
    """Statements by their ids."""

    default_error_messages = {"invalid_choice": "There is no statement %(value)s."}

    def __init__(self):
        super().__init__(Statement.objects.all(), to_field_name="code", required=False)

    def clean(self, value):
        for code in value or []:
            # Not every database can be asked for every character.
            if not code.isalnum():
                raise self._invalid(code)
        return super().clean(value)

    def _invalid(self, code):
        message = self.error_messages["invalid_choice"]
        return ValidationError(message, "invalid_choice", {"value": repr(code)})


class ObjectiveField(forms.ModelChoiceField):
    def label_from_instance(self, objective):
        return f"{objective.code}: {objective.text}"


class ItemForm(forms.Form):
    """A question's own texts and where it belongs; a draft may leave all of them open."""

    type = forms.ChoiceField(choices=TYPE_CHOICES)
    stem = TextField(
        longest=STEM.longest,
        rows=6,
        label=STEM.label,
        help_text="A case in a few sentences, then what is asked. Markdown, such as *words* "
        "for emphasis; an empty line begins a paragraph.",
    )
    statements = StatementsField()
    objective = ObjectiveField(
        Objective.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="Not chosen yet",
    )
    bloom = forms.ChoiceField(
        label="What it asks of the learner",
        choices=[("", "Not chosen yet"), *Bloom.choices],
        required=False,
    )
    area = forms.ChoiceField(choices=[("", "Not chosen yet"), *Area.choices], required=False)
    is_case = forms.BooleanField(
        label="This is a case: it asks what to do in a described situation", required=False
    )
    tags = forms.CharField(
        max_length=450,
        required=False,
        help_text="Words to find and draw it by, such as intake, with spaces between them.",
    )
    note = TextField(
        longest=LONGEST_NOTE,
        rows=2,
        label="Content note",
        help_text=f"Only where one is due: what the question names, in at most {NOTE_WORDS} "
        "plain words.",
    )

    def __init__(self, *args, modules, **kwargs):
        super().__init__(*args, **kwargs)
        objectives = Objective.objects.filter(module__in=modules, retired_at__isnull=True)
        self.fields["objective"].queryset = objectives.select_related("module")

    def clean_tags(self):
        for tag in split_tags(self.cleaned_data["tags"]):
            if not SLUG.fullmatch(tag) or len(tag) > LONGEST_TAG:
                raise ValidationError(
                    f"“{tag}” is no tag: use small letters, digits and single hyphens, at most "
                    f"{LONGEST_TAG}."
                )
        return self.cleaned_data["tags"]

    def clean_note(self):
        words = len(self.cleaned_data["note"].split())
        if words > NOTE_WORDS:
            raise ValidationError(f"The note has {words} words, more than {NOTE_WORDS}.")
        return self.cleaned_data["note"]


class NewItemForm(ItemForm):
    """The same for a question that is not there yet: its id and module are chosen once."""

    SLUG_TAKEN = (
        "There is a question with this id already. If you have just saved it, it is in the list "
        "of questions; else choose another id."
    )

    slug = forms.CharField(
        label="Id",
        max_length=Item._meta.get_field("slug").max_length,
        help_text="Module, subject and number, as in m6-promise-1. It stays forever.",
        error_messages={"required": "Give the question an id."},
    )
    module = forms.ModelChoiceField(
        Module.objects.none(),
        empty_label="Choose a module",
        error_messages={"required": "Choose the module that the question belongs to."},
    )

    def __init__(self, *args, modules, **kwargs):
        super().__init__(*args, modules=modules, **kwargs)
        self.fields["module"].queryset = modules
        self.fields["objective"].choices = _by_module(self.fields["objective"])

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if not SLUG.fullmatch(slug):
            raise ValidationError("Use small letters, digits and single hyphens.")
        if Item.objects.filter(slug=slug).exists():
            raise ValidationError(self.SLUG_TAKEN)
        return slug

    def clean(self):
        module, objective = self.cleaned_data.get("module"), self.cleaned_data.get("objective")
        if module and objective and objective.module != module:
            self.add_error("objective", "This objective belongs to another module.")
        return self.cleaned_data


def _by_module(field):
    """Return an ObjectiveField's choices grouped by module, for a form that leaves it open."""
    groups = {}
    for objective in field.queryset:
        choice = (objective.code, field.label_from_instance(objective))
        groups.setdefault(str(objective.module), []).append(choice)
    return [("", field.empty_label), *groups.items()]


class ReasonsForm(forms.Form):
    """Why words stay that a check would change: one field for a rule or a check."""

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        for rule in rules:
            self.fields[rule] = TextField(longest=LONGEST_REASON, rows=2, label=_reason(rule))

    def add_prefix(self, field_name):
        return f"reason-{field_name}"


def _reason(rule):
    if rule in CHECKS:
        return f"Why this stays, for check {rule} ({CHECKS[rule].title})"
    known = f" ({RULES[rule].why})" if rule in RULES else ""
    return f"Why these words stay, for rule {rule}{known}"


class CompareForm(forms.Form):
    """Which two versions of a question to compare: without a choice its two newest."""

    def __init__(self, asked, *, versions):
        self.versions = {str(version.number): version for version in versions}
        newest = list(self.versions)[:2]
        self.defaults = {"from": newest[-1], "to": newest[0]}
        super().__init__(self.defaults | asked)
        choices = [(number, f"Version {number}") for number in self.versions]
        for name in self.defaults:
            self.fields[name] = forms.ChoiceField(choices=choices)

    @property
    def pair(self):
        """The two versions; what cannot be read is as if not asked."""
        self.is_valid()
        numbers = self.defaults | self.cleaned_data
        return self.versions[numbers["from"]], self.versions[numbers["to"]]
