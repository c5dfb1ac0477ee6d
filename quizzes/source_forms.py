"""What to find among the statements of the documents."""

from django import forms
from django.db.models import Q

from courses.models import Source, Statement


class SourceField(forms.ModelChoiceField):
    def __init__(self):
        cited = Source.objects.filter(statements__retired_at=None).order_by("pk").distinct()
        super().__init__(
            cited, label="Document", to_field_name="slug", required=False, empty_label="Any"
        )


class StatementFilterForm(forms.Form):
    """Words, document, certainty and use; a filter that cannot be read narrows nothing."""

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

    @property
    def is_narrowing(self):
        return any(self.data.get(name) for name in self.fields)

    @property
    def has_details(self):
        """Whether a filter beside the search is set, so that the filters are shown unfolded."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def apply(self, statements):
        self.is_valid()
        asked = self.cleaned_data
        for word in asked.get("q", "").split():
            in_text = Q(text__icontains=word) | Q(section__icontains=word)
            statements = statements.filter(in_text | Q(code__iexact=word))
        narrowing = {
            name: asked[name] for name in ("source", "certainty", "use") if asked.get(name)
        }
        return statements.filter(**narrowing)
