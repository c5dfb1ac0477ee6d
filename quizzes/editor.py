"""The editor of a question: its forms as one, and saving without undoing another's work."""

import re
from functools import cached_property
from itertools import islice

from django.db import transaction

from courses.models import Statement
from courses.sources import ledger_of, source_shingles
from quizzes import bank, working
from quizzes.authoring_forms import (
    DEFAULT_TYPE,
    ItemForm,
    NewItemForm,
    ReasonsForm,
    split_tags,
)
from quizzes.checks import CHECKS
from quizzes.content_forms import ContentForms, blank, carried, field_errors, typed_texts
from quizzes.fields import ItemFields, tidy
from quizzes.findings import in_words
from quizzes.language_findings import (
    LONGEST_IN_ALL,
    RULES,
    checked_texts,
    is_too_long_in_all,
    unchecked,
)
from quizzes.looking_alike import looking_like
from quizzes.models import Item
from quizzes.pictures import shown_in
from quizzes.questions import preview, unsaved_version
from quizzes.readiness import to_settle
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
    is_there = bank.fields_of(newest) == fields
    if not is_there and newest.stamp != base:
        raise SavedMeanwhile(newest)
    working.forget(actor, item)
    return newest if is_there else bank.save_draft(item, fields, actor=actor)


@transaction.atomic
def create(module, slug, fields, *, actor):
    """Begin a question with what an author typed. Raises bank.SlugTaken."""
    item = bank.create_item(module.course, module, slug, fields, actor=actor)
    working.forget(actor, None)
    return item


class ItemEditor:
    """The forms of one question: its texts, its type's content, its reasons for what stays.

    They show `version`, or a blank question without one, or what is in `data` as it was typed.
    That is checked only when it `is_saving`: an author who moves an option has not finished. Nor
    has one who chose a type whose form is not the one that was filled in.
    """

    def __init__(self, modules, version=None, data=None, *, is_saving=False):
        self.version, self.data = version, data or {}
        self.base = self.data.get("base", version.stamp if version else "")
        schema = TYPES[self.type].SCHEMA
        filled_in = TYPES[_known_type(self.data.get("form_of"), self.type)].SCHEMA
        self.is_new_form = schema != filled_in
        self.is_saving = is_saving and not self.is_new_form
        form_class = NewItemForm if version is None else ItemForm
        if self.is_saving:
            self.form = form_class(data, modules=modules)
        elif data is not None:
            typed = typed_texts(form_class(data, modules=modules))
            self.form = form_class(initial=typed, modules=modules)
        else:
            self.form = form_class(initial=_texts_of(version), modules=modules)
        if self.is_new_form:
            content = carried(ContentForms(filled_in, {}, data).content, filled_in, schema)
            self.content = ContentForms(schema, content)
        else:
            content = version.content if version else blank(schema)
            self.content = ContentForms(schema, content, data, is_saving=self.is_saving)

    @property
    def type(self):
        kept = self.version.type if self.version else DEFAULT_TYPE
        return _known_type(self.data.get("type"), kept)

    @property
    def type_label(self):
        return TYPES[self.type].LABEL

    @cached_property
    def given_reasons(self):
        if self.data:
            return _typed_reasons(self.data)
        return self.version.lint_ok if self.version else {}

    @cached_property
    def fields(self):
        """The question as it stands in the forms, valid or not."""
        value = {name: self.form[name].value() for name in self.form.fields}
        return tidy(
            ItemFields(
                type=self.type,
                content={"stem": value["stem"] or "", **self.content.content},
                bloom=value["bloom"] or "",
                area=value["area"] or "",
                is_case=bool(value["is_case"]),
                objective=value["objective"] or "",
                tags=split_tags(value["tags"] or ""),
                note=value["note"] or "",
                lint_ok={rule: reason for rule, reason in self.given_reasons.items() if reason},
                statements=tuple(statement.code for statement in self.picked),
            )
        )

    @cached_property
    def checked(self):
        return checked_texts(self.fields)

    @cached_property
    def written(self):
        return written(self.fields, ledger_of(self.picked), source_shingles())

    @cached_property
    def looks_like(self):
        """Questions that look like this one; none while its text is too long to look at."""
        if self.unchecked:
            return []
        return looking_like(self.fields.content["stem"], but=self.item_id)

    @cached_property
    def preview(self):
        """The question as a learner would see it; None while its text is too long to look at."""
        if self.unchecked:
            return None
        fields = self.fields
        return preview(unsaved_version("preview", fields, shown_in(fields)))

    @property
    def item_id(self):
        """The question's id, which its stamp begins with; None while it is new."""
        number = self.base.partition(" ")[0]
        return int(number) if number.isdecimal() and len(number) < 12 else None

    @property
    def found_in_words(self):
        return in_words([*self.remarks, *self.written], self.unchecked)

    @property
    def remarks(self):
        return [remark for text in self.checked for remark in text.remarks]

    @cached_property
    def unchecked(self):
        """Which texts are too long to look at while the author types."""
        return unchecked(self.fields)

    @cached_property
    def problems(self):
        """What would keep the question from being published; long texts hide what else would."""
        return self.unchecked or to_settle(self.fields, self.checked, self.written)

    @cached_property
    def reasons(self):
        """One field for each rule that asks for a change or a look, or has a reason already."""
        found = [remark.finding.rule for remark in self.remarks if remark.is_excusable]
        found += [each.finding.check for each in self.written if each.is_excusable]
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
        checked = [form.is_valid() for form in (self.form, self.content, self.reasons)]
        return all(checked) and not self.is_too_long

    @property
    def is_too_long(self):
        return is_too_long_in_all(self.fields)

    @property
    def errors(self):
        """Return (id of the field, label, message) of each error, in the order of the page."""
        if not self.is_saving:
            return []
        general = []
        if self.is_too_long:
            message = f"Together they have more than {LONGEST_IN_ALL:,} characters."
            general.append(("wording", "The texts", message))
        return [
            *general,
            *field_errors(self.form),
            *self.content.errors,
            *field_errors(self.reasons),
        ]


def _field_for(found, rule, fields):
    """Take the field for the reason of a finding out of those that are not shown yet."""
    return fields.pop(rule, None) if found.is_excusable else None


def _known_type(name, default):
    return name if name in TYPES else default


def _typed_reasons(data):
    """Return the reasons by rule, not more of them than there are rules."""
    named = ((_REASON.fullmatch(name), reason) for name, reason in data.items())
    reasons = ((match[1], " ".join(reason.split())) for match, reason in named if match)
    return dict(islice(reasons, len(RULES) + len(CHECKS)))


def _texts_of(version):
    if version is None:
        return {"type": DEFAULT_TYPE}
    fields = bank.fields_of(version)
    return vars(fields) | {"stem": fields.content["stem"], "tags": " ".join(fields.tags)}
