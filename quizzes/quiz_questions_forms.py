"""What a quiz asks, as its authors choose it."""

from collections import Counter, defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from courses.models import Objective, Statement
from quizzes import asking
from quizzes.asked import MOST_DRAWN, Asked, digest, shortage
from quizzes.authoring_forms import split_tags
from quizzes.drawing import Wanted
from quizzes.fields import LONGEST_TAG
from quizzes.models import Area, Quiz
from quizzes.quiz_questions import asked_by

MOST_ASKED = 200  # questions of a quiz's own
ANY = [("", "Any")]


class DrawForm(forms.Form):
    """One draw: how many questions of a kind."""

    count = forms.IntegerField(label="How many questions", min_value=1, max_value=MOST_DRAWN)
    cases = forms.IntegerField(
        label="At least so many cases", min_value=0, max_value=MOST_DRAWN, required=False
    )
    area = forms.ChoiceField(choices=ANY + Area.choices, required=False)
    objective = forms.ChoiceField(required=False)
    statement = forms.CharField(label="Statement, by its id", required=False, max_length=8)
    tag = forms.CharField(required=False, max_length=LONGEST_TAG)

    def __init__(self, *args, objectives=(), statements=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.statements = statements
        self.fields["objective"].choices = ANY + [
            (objective.code, f"{objective.code}: {objective.text}") for objective in objectives
        ]

    def clean_statement(self):
        code = self.cleaned_data["statement"].strip().upper()
        if code and code not in self.statements:
            raise ValidationError(f"There is no statement “{code}” in this course.")
        return code

    def clean_tag(self):
        tags = split_tags(self.cleaned_data["tag"])
        if len(tags) > 1:
            raise ValidationError("A draw asks for one tag.")
        return tags[0] if tags else ""

    def clean(self):
        if self.errors or "count" not in self.cleaned_data:
            return
        if not self.wanted.criteria:
            self.add_error(None, "Say which questions: an area, objective, statement or tag.")
        if self.wanted.cases > self.wanted.count:
            self.add_error("cases", "There cannot be more cases than questions.")

    @property
    def wanted(self):
        names = ("count", "area", "objective", "statement", "tag")
        given = {name: self.cleaned_data.get(name) for name in names}
        return Wanted(**given, cases=self.cleaned_data.get("cases") or 0)


class DrawSet(BaseFormSet):
    """The draws of a quiz, none of them twice."""

    def clean(self):
        if any(self.errors):
            return
        criteria = Counter(tuple(draw.criteria.items()) for draw in self.draws)
        if criteria and max(criteria.values()) > 1:
            raise ValidationError("Two draws ask for the same. Put their numbers together in one.")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Take this draw out"

    @property
    def draws(self):
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return tuple(form.wanted for form in kept if form.has_changed() or form.initial)


Draws = formset_factory(
    DrawForm, formset=DrawSet, extra=1, can_delete=True, can_delete_extra=False, max_num=40
)


class QuestionsForm(forms.Form):
    """A quiz's own questions: their places, which to take out, and ids to add."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    add = forms.CharField(
        label="Add questions, by their ids",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As in the list of questions, with a space or a new line between two.",
    )

    def __init__(self, quiz, data=None):
        self.quiz, self.before = quiz, asked_by(quiz)
        super().__init__(data, initial={"base": digest(self.before)})
        self.slugs = list(self.before.items) if data is None else self._posted(data)
        for place, slug in enumerate(self.slugs, start=1):
            self.fields[f"place-{slug}"] = forms.IntegerField(
                label=f"Place of {slug}", initial=place, min_value=1, max_value=999
            )
            self.fields[f"out-{slug}"] = forms.BooleanField(
                label=f"Take {slug} out", required=False
            )
        self.drawn = Draws(
            data,
            prefix="draw",
            initial=[
                {**draw.criteria, "count": draw.count, "cases": draw.cases or None}
                for draw in self.before.draws
            ],
            form_kwargs={"objectives": self._objectives(), "statements": self._statements()},
        )

    def _posted(self, data):
        """Return the ids whose places a page sent: what its author saw, not what is there now."""
        named = [name.removeprefix("place-") for name in data if name.startswith("place-")]
        items = self.quiz.activity.course.items
        known = set(items.filter(slug__in=named).values_list("slug", flat=True))
        return [*dict.fromkeys(slug for slug in [*self.before.items, *named] if slug in known)]

    def _objectives(self):
        mine = Objective.objects.filter(module__course=self.quiz.activity.course)
        return list(mine.filter(retired_at__isnull=True))

    def _statements(self):
        return frozenset(Statement.objects.ledger().values_list("code", flat=True))

    @property
    def rows(self):
        """Each question of its own with its fields, as the page lists them."""
        versions = {version.item.slug: version for version in self._versions()}
        return [
            (slug, versions.get(slug), self[f"place-{slug}"], self[f"out-{slug}"])
            for slug in self.slugs
        ]

    def _versions(self):
        return asking.asked().filter(item__slug__in=self.slugs).select_related("item")

    def clean_add(self):
        slugs = list(dict.fromkeys(self.cleaned_data["add"].replace(",", " ").split()))
        offered = asking.asked().filter(item__course=self.quiz.activity.course)
        known = set(offered.filter(item__slug__in=slugs).values_list("item__slug", flat=True))
        for slug in slugs:
            if slug in self.slugs:
                raise ValidationError(f"“{slug}” is in this quiz already.")
            if slug not in known:
                raise ValidationError(
                    f"There is no published question “{slug}” in this course. Ids are in the list "
                    "of questions; one that is retired or still a draft cannot be asked."
                )
        return tuple(slugs)

    def is_valid(self):
        return all([super().is_valid(), self.drawn.is_valid()]) and self._fits()

    @property
    def chosen(self):
        """What the quiz would ask."""
        data, moved = self.cleaned_data, set(self.changed_data)
        kept = [slug for slug in self.slugs if not data[f"out-{slug}"]]
        # One that is moved to the place of another comes before it.
        kept.sort(key=lambda slug: (data[f"place-{slug}"], f"place-{slug}" not in moved))
        return Asked((*kept, *data["add"]), self.drawn.draws)

    def _fits(self):
        """Say whether it asks anything, not too much, and leaves every draw enough to take from."""
        chosen = self.chosen
        if not chosen.items and not chosen.draws:
            self.add_error(None, "A quiz asks at least one question, its own or drawn.")
        if len(chosen.items) > MOST_ASKED:
            self.add_error("add", f"A quiz has at most {MOST_ASKED} questions of its own.")
        named = self._all_draws(chosen)
        pool = self._pool(chosen, [draw for _, draw in named])
        for title, draw in named:
            if found := shortage(draw, pool):
                self.add_error(None, f"{title}: {found}.")
        return not self.errors

    def _all_draws(self, chosen):
        """The draws of this quiz as chosen and those of others, by their quizzes' titles."""
        course = self.quiz.activity.course
        others = Quiz.objects.offered().filter(activity__course=course).exclude(pk=self.quiz.pk)
        others = others.select_related("activity").prefetch_related("draws")
        named = [(str(self.quiz), draw) for draw in chosen.draws]
        return named + [(str(each), draw.wanted) for each in others for draw in each.draws.all()]

    def _pool(self, chosen, draws):
        left = asking.pool(self.quiz.activity.course, beside=self.quiz)
        left = left.exclude(item__slug__in=chosen.items)
        return asking.candidates(left, draws, defaultdict(int))

    def show_meanwhile(self, theirs):
        """Say that somebody else changed it; saving again is then a decision against that."""
        self.add_error(
            None,
            "Somebody else has changed what this quiz asks since you opened it: now it has "
            f"{len(theirs.items)} questions of its own and {len(theirs.draws)} draws. Open the "
            "page anew to see them and make your change there.",
        )
