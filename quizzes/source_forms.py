"""What to find among the statements of the documents, and what they lack."""

from django import forms

from courses.models import Module, Source, Statement
from quizzes.coverage import Gap
from quizzes.filter_forms import FilterForm


class SourceField(forms.ModelChoiceField):
    def __init__(self):
        in_use = Statement.objects.filter(retired_at__isnull=True)
        cited = Source.objects.filter(pk__in=in_use.values("source")).order_by("pk")
        super().__init__(
            cited, label="Document", to_field_name="slug", required=False, empty_label="Any"
        )


class StatementFilterForm(FilterForm):
    """Words, document, certainty and use."""

    LOOKUPS = ("source", "certainty", "use")
    NARROWING = ("q", *LOOKUPS)
    DETAILS = LOOKUPS

    q = forms.CharField(
        label="Words, or an id such as S42",
        max_length=200,
        required=False,
        widget=forms.SearchInput,
    )
    source = SourceField()
    certainty = forms.ChoiceField(
        label="How firmly it is said",
        choices=[("", "Any"), *Statement.Certainty.choices],
        required=False,
    )
    use = forms.ChoiceField(choices=[("", "Any"), *Statement.Use.choices], required=False)

    def apply(self, statements):
        self.is_valid()
        asked = self.cleaned_data
        statements = statements.matching(asked.get("q", "").split())
        narrowing = {name: asked[name] for name in self.LOOKUPS if asked.get(name)}
        return statements.filter(**narrowing)


class CoverageFilterForm(StatementFilterForm):
    """The same in one course, with what a module teaches or tests and what is missing."""

    ANY_GAP = "any"
    DETAILS = StatementFilterForm.NARROWING
    NARROWING = ("module", "gap", *DETAILS)

    module = forms.ModelChoiceField(Module.objects.none(), required=False, empty_label="Any")
    gap = forms.ChoiceField(
        label="Missing",
        choices=[
            ("", "Does not matter"),
            (ANY_GAP, "Something is missing"),
            *((gap.value, gap.label.capitalize()) for gap in Gap),
        ],
        required=False,
    )

    def __init__(self, data, *, course):
        super().__init__(data)
        self.fields["module"].queryset = course.modules.filter(retired_at__isnull=True)

    def narrow(self, coverings, ledger):
        """Keep the coverings that are asked for, given the statements they are all of."""
        wanted = set(self.apply(ledger).values_list("pk", flat=True))
        module, gap = (self.cleaned_data.get(name) for name in ("module", "gap"))
        return [
            each
            for each in coverings
            if each.statement.pk in wanted
            and (not module or each.is_in(module))
            and (not gap or self._lacks(each.gaps, gap))
        ]

    def _lacks(self, gaps, gap):
        return bool(gaps) if gap == self.ANY_GAP else gap in gaps
