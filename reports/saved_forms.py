"""Putting a report together: whose, which columns, filters and grouping, and how often."""

from django import forms
from django.http import QueryDict

from reports.files import FILES
from reports.forms import LearnerFilterForm
from reports.models import SavedReport
from reports.tables import learner_columns

FILTERS = ["team", "course", "q", "state", "module", "look"]


class SavedReportForm(forms.ModelForm):
    team = forms.ChoiceField(required=False)
    q = forms.CharField(required=False, max_length=120, label="Name contains")
    state = forms.ChoiceField(required=False)
    module = forms.ChoiceField(required=False, label="Module not done yet")
    look = forms.ChoiceField(required=False, label="Only those who are")
    column = forms.MultipleChoiceField(
        required=False,
        label="Columns",
        help_text="Choose none for all of them.",
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ChoiceField(
        required=False,
        label="Count by",
        help_text="Then the report has numbers of learners instead of names.",
    )

    class Meta:
        model = SavedReport
        fields = ["name", "is_shared", "every", "kind"]
        labels = {
            "is_shared": "Share it with the supervisors of my organization",
            "every": "Make it anew",
            "kind": "Kind of file",
        }
        help_texts = {
            "is_shared": "Each of them sees it of the people that they supervise.",
            "every": "You get an email with a link; the file itself is never sent.",
        }

    field_order = ["name", "team", "q", "state", "look", "module", "column", "group"]

    def __init__(self, data, *, scope, owner, instance):
        kept = QueryDict(instance.query)
        initial = {name: kept.get(name, "") for name in [*FILTERS, "group"]}
        initial["column"] = kept.getlist("column")
        super().__init__(data, instance=instance, initial=initial)
        self.owner, self.course = owner, scope.course
        filters = LearnerFilterForm({}, scope=scope)
        for name in ("state", "module", "look"):
            self.fields[name].choices = filters.fields[name].choices
        teams = [(str(team.pk), team.name) for team in scope.coverage.covered_teams]
        self.fields["team"].choices = [("", "Everyone you supervise"), *teams]
        names = [column.name for column in learner_columns(scope)]
        self.fields["column"].choices = [(name, name) for name in names]
        self.fields["group"].choices = [("", "Do not count"), *((name, name) for name in names[1:])]
        self.fields["kind"].widget = forms.Select(
            choices=[(kind, module.LABEL) for kind, module in FILES.items()]
        )

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if kind not in FILES:
            raise forms.ValidationError("This is not a kind of file.")
        return kind

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = SavedReport.objects.filter(owner=self.owner, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("You have a report of this name already.")
        return name

    @property
    def query(self):
        """What was chosen, as the query string of the report's screen."""
        query = QueryDict(mutable=True)
        query["course"] = self.course.slug
        for name in ("team", "q", "state", "module", "look", "group"):
            if self.cleaned_data.get(name):
                query[name] = self.cleaned_data[name]
        query.setlist("column", self.cleaned_data["column"])
        return query.urlencode()
