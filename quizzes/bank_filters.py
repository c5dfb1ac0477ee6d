"""By what the question bank is searched, filtered and sorted."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from courses.models import Module, Objective, Statement
from quizzes.authoring_forms import TYPE_CHOICES
from quizzes.fields import LONGEST_TAG
from quizzes.filter_forms import FilterForm
from quizzes.models import Area, Concern, ItemVersion, Quiz, Slot, Status
from quizzes.searching import searched
from quizzes.statistics import needing_attention


class ItemFilterForm(FilterForm):
    """What to find in the question bank."""

    LOOKUPS = {
        "module": "item__module",
        "area": "area",
        "type": "type",
        "status": "status",
        "objective": "objective",
        "author": "author",
    }
    USES = {
        "yes": Exists(Slot.objects.offered().filter(item=OuterRef("item"))),
        "no": ~Exists(Slot.objects.offered().filter(item=OuterRef("item"))),
    }
    NARROWING = ("q", "statement", "tag", "used", "quiz", "concerns", "figures", *LOOKUPS)
    DETAILS = ("statement", "tag", "used", "quiz", "concerns", "figures", "sort", *LOOKUPS)
    ORDERS = {
        "place": ("item__module__number", "item__position", "item__slug"),
        "changed": ("-saved_at", "-pk"),
    }

    q = forms.CharField(
        label="Words in the question",
        max_length=200,
        required=False,
        widget=forms.SearchInput,
        help_text="Words in quotation marks stand together.",
    )
    module = forms.ModelChoiceField(Module.objects.all(), required=False, empty_label="Any")
    area = forms.ChoiceField(choices=[("", "Any"), *Area.choices], required=False)
    type = forms.ChoiceField(choices=[("", "Any"), *TYPE_CHOICES], required=False)
    status = forms.ChoiceField(choices=[("", "Any"), *Status.choices], required=False)
    objective = forms.ModelChoiceField(
        Objective.objects.filter(retired_at__isnull=True), required=False, empty_label="Any"
    )
    author = forms.ModelChoiceField(
        User.objects.filter(item_versions__isnull=False).distinct(),
        label="Last saved by",
        required=False,
        empty_label="Anybody",
    )
    statement = forms.CharField(label="Rests on statement", max_length=8, required=False)
    tag = forms.CharField(max_length=LONGEST_TAG, required=False)
    used = forms.ChoiceField(
        label="In a quiz",
        choices=[("", "Any"), ("yes", "Asked in a quiz"), ("no", "In no quiz")],
        required=False,
    )
    quiz = forms.ModelChoiceField(
        Quiz.objects.offered().select_related("activity__module").order_by("activity__sequence"),
        label="Asked in",
        required=False,
        empty_label="Any quiz or none",
    )
    concerns = forms.ChoiceField(
        label="Learners’ concerns",
        choices=[("", "Any"), ("open", "Some are open")],
        required=False,
    )
    figures = forms.ChoiceField(
        label="Statistics",
        choices=[("", "Any"), ("attention", "They ask for a look")],
        required=False,
    )
    sort = forms.ChoiceField(
        label="Order",
        choices=[("place", "By module and place"), ("changed", "Last changed first")],
        required=False,
    )

    def clean_statement(self):
        code = self.cleaned_data["statement"].upper()
        if code and not Statement.objects.filter(code=code).exists():
            raise ValidationError("There is no such statement. An example: S42.")
        return code

    def apply(self, versions):
        self.is_valid()
        asked = self.cleaned_data
        for words in searched(asked.get("q", "")):
            versions = versions.filter(
                Q(search_text__contains=words)
                | Q(item__slug__contains=words)
                | Q(tags__contains=words)
                | Q(note__icontains=words)
            )
        narrowing = {self.LOOKUPS[name]: asked[name] for name in self.LOOKUPS if asked.get(name)}
        versions = versions.filter(**narrowing)
        if asked.get("statement"):
            versions = versions.filter(_rests_on(asked["statement"]))
        if asked.get("tag"):
            versions = versions.filter(tags__contains=f" {asked['tag'].strip().lower()} ")
        if asked.get("used"):
            versions = versions.filter(self.USES[asked["used"]])
        if asked.get("quiz"):
            versions = versions.filter(item__slots__quiz=asked["quiz"])
        if asked.get("concerns"):
            open_ones = Concern.objects.open().about(OuterRef("item"))
            versions = versions.filter(Exists(open_ones))
        if asked.get("figures"):
            versions = versions.filter(item__in=needing_attention())
        return versions.order_by(*self.ORDERS[asked.get("sort") or "place"])


def _rests_on(code):
    """A question rests on what its newest version says, and on what learners are asked now."""
    citing = ItemVersion.objects.filter(item=OuterRef("item"), statements__code=code)
    newest, asked = citing.filter(pk=OuterRef("pk")), citing.last_published()
    return Exists(newest) | Exists(asked)
