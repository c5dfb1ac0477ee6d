"""The editor of a question: its forms as one, and saving without undoing another's work."""

import re
from functools import cached_property
from itertools import islice

from django.db import transaction

from courses.models import Statement
from courses.sources import ledger_of, source_shingles
from quizzes import bank
from quizzes.authoring_forms import (
    BLANK_OPTIONS,
    DEFAULT_TYPE,
    ItemForm,
    NewItemForm,
    OptionFormSet,
    ReasonsForm,
)
from quizzes.checks import CHECKS
from quizzes.fields import ItemFields, tidy
from quizzes.findings import in_words
from quizzes.language_findings import (
    LONGEST_IN_ALL,
    RULES,
    checked_texts,
    is_too_long_in_all,
    unchecked,
)
from quizzes.models import Item
from quizzes.problems import problems
from quizzes.types import TYPES
from quizzes.writing_findings import written

MOST_MATCHES = 12  # statements shown for one search
LONGEST_SEARCH = 200  # characters

_REASON = re.compile(r"reason-([\w-]{1,40})")


class SavedMeanwhile(Exception):
    """The question changed after its author had opened it; `version` is what is there now."""

    def __init__(self, version):
        super().__init__(version)
        self.version = version


@transaction.atomic
def save_onto(base, item, fields, *, actor):
    """Save a draft of a question that is still as its author found it.

    `base` is the stamp of the version that the author began with. What is there already is not
    saved again, as after a double click. Returns the newest version. Raises SavedMeanwhile.
    """
    Item.objects.select_for_update().get(pk=item.pk)
    newest = item.versions.newest().with_status().select_related("author", "objective").get()
    if bank.fields_of(newest) == fields:
        return newest
    if newest.stamp != base:
        raise SavedMeanwhile(newest)
    return bank.save_draft(item, fields, actor=actor)


class ItemEditor:
    """The forms of one question: its texts, its options, its reasons for findings that stay.

    They show `version`, or a blank question without one, or what is in `data` as it was typed.
    That is checked only when it `is_saving`: an author who moves an option has not finished.
    """

    def __init__(self, modules, version=None, data=None, *, is_saving=False):
        self.version, self.data, self.is_saving = version, data or {}, is_saving
        self.base = self.data.get("base", version.stamp if version else "")
        form_class = NewItemForm if version is None else ItemForm
        if is_saving:
            self.form = form_class(data, modules=modules)
            self.options = OptionFormSet(data, prefix="options")
        elif data is not None:
            self.form = form_class(
                initial=_typed(form_class(data, modules=modules)), modules=modules
            )
            self.options = OptionFormSet(initial=_typed_rows(data), prefix="options")
        else:
            self.form = form_class(initial=_texts_of(version), modules=modules)
            self.options = OptionFormSet(initial=_rows_of(version), prefix="options")

    @cached_property
    def given_reasons(self):
        if self.data:
            return _typed_reasons(self.data)
        return self.version.lint_ok if self.version else {}

    @cached_property
    def fields(self):
        """The question as it stands in the forms, valid or not."""
        value = {name: self.form[name].value() for name in self.form.fields}
        options = [{name: row[name].value() or "" for name in row.fields} for row in self.options]
        return tidy(
            ItemFields(
                type=value["type"] if value["type"] in TYPES else DEFAULT_TYPE,
                content={"stem": value["stem"] or "", "options": options},
                bloom=value["bloom"] or "",
                area=value["area"] or "",
                is_case=bool(value["is_case"]),
                objective=value["objective"] or "",
                note=value["note"] or "",
                lint_ok={rule: reason for rule, reason in self.given_reasons.items() if reason},
                statements=tuple(statement.code for statement in self.picked),
            )
        )

    @cached_property
    def checked(self):
        return checked_texts(self.fields.content, self.fields.note, self.fields.lint_ok)

    @cached_property
    def written(self):
        return written(self.fields, ledger_of(self.picked), source_shingles())

    @property
    def found_in_words(self):
        return in_words([*self.remarks, *self.written], self.unchecked)

    @property
    def remarks(self):
        return [remark for text in self.checked for remark in text.remarks]

    @cached_property
    def unchecked(self):
        """Which texts are too long to look at while the author types."""
        return unchecked(self.fields.content, self.fields.note)

    @cached_property
    def problems(self):
        """What would keep the question from being published; long texts hide what else would."""
        return self.unchecked or problems(self.fields)

    @cached_property
    def reasons(self):
        """One field for each rule that asks for a change or a look, or has a reason already."""
        found = [remark.finding.rule for remark in self.remarks if remark.is_asking]
        found += [each.finding.check for each in self.written if each.is_asking]
        rules = dict.fromkeys([*found, *self.fields.lint_ok])
        if self.is_saving:
            return ReasonsForm(self.data, rules=rules)
        return ReasonsForm(initial=self.given_reasons, rules=rules)

    @property
    def findings(self):
        """The checked texts with their remarks, each rule's field at the first that asks."""
        fields = {field.name: field for field in self.reasons}
        return [
            (text, [(each, _field_for(each, each.finding.rule, fields)) for each in text.remarks])
            for text in self.checked
        ]

    @property
    def written_findings(self):
        """What the checks of item writing find, each check's field at the first that asks."""
        fields = {field.name: field for field in self.reasons}
        return [(each, _field_for(each, each.finding.check, fields)) for each in self.written]

    @property
    def kept(self):
        """The fields for reasons that are given: what they cover is not found."""
        return [self.reasons[rule] for rule in self.fields.lint_ok]

    @cached_property
    def picked(self):
        return list(Statement.objects.filter(code__in=self._picked_codes))

    @property
    def find(self):
        return self.data.get("find", "").strip()[:LONGEST_SEARCH]

    @cached_property
    def matches(self):
        """Statements that the search in the form finds, without those that are picked."""
        words = re.findall(r"\w+", self.find)
        others = Statement.objects.ledger().exclude(code__in=self._picked_codes)
        return list(others.matching(words)[:MOST_MATCHES]) if words else []

    @property
    def _picked_codes(self):
        return [code for code in self.form["statements"].value() or [] if code.isalnum()]

    def is_valid(self):
        checked = [form.is_valid() for form in (self.form, self.options, self.reasons)]
        return all(checked) and not self.is_too_long

    @property
    def is_too_long(self):
        return is_too_long_in_all(self.fields.content, self.fields.note)

    @property
    def errors(self):
        """Return (id of the field, label, message) of each error, in the order of the page."""
        if not self.is_saving:
            return []
        rows = [(row, f"Option {number}, ") for number, row in enumerate(self.options, start=1)]
        general = [("options", "Options", error) for error in self.options.non_form_errors()]
        if self.is_too_long:
            message = f"Together they have more than {LONGEST_IN_ALL:,} characters."
            general.append(("wording", "The texts", message))
        return general + [
            (form[name].auto_id, before + form[name].label, error)
            for form, before in [(self.form, ""), *rows, (self.reasons, "")]
            for name, errors in form.errors.items()
            for error in errors
        ]


def _field_for(found, rule, fields):
    """Take the field for the reason of a finding out of those that are not shown yet."""
    return fields.pop(rule, None) if found.is_asking else None


def change_rows(rows, action):
    """Return option rows after the press of a button: add, remove-2, up-3 or down-1.

    Rows count from 1, as on the page. What cannot be done changes nothing.
    """
    verb, _, number = action.partition("-")
    place = int(number) - 1 if number.isdecimal() else -1
    if verb == "add":
        return [*rows, {}]
    if verb == "remove":
        return [row for index, row in enumerate(rows) if index != place]
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    rows = list(rows)
    if min(place, other) >= 0 and max(place, other) < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def _typed(form):
    return {name: form[name].data for name in form.fields}


def _typed_rows(data):
    rows = [_typed(option) for option in OptionFormSet(data, prefix="options")]
    return change_rows(rows, data.get("row", ""))


def _typed_reasons(data):
    """Return the reasons by rule, not more of them than there are rules."""
    named = ((_REASON.fullmatch(name), reason) for name, reason in data.items())
    reasons = ((match[1], " ".join(reason.split())) for match, reason in named if match)
    return dict(islice(reasons, len(RULES) + len(CHECKS)))


def _texts_of(version):
    if version is None:
        return {"type": DEFAULT_TYPE}
    fields = bank.fields_of(version)
    return vars(fields) | {"stem": fields.content["stem"]}


def _rows_of(version):
    return BLANK_OPTIONS if version is None else version.content.get("options", [])
