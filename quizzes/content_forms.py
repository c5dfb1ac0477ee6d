"""The forms for what a question's type holds, made from the type's schema."""

from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from courses.content.nodes import UNPRINTABLE
from quizzes.types.parts import Flag, Lines, Number, Part, Rows
from quizzes.types.schema import Schema


class TextField(forms.CharField):
    """Text as it is kept: lines end as in the content files, and every character can be shown.

    A text that is too long is refused, not cut off: the browser is not told of the limit.
    """

    def __init__(self, *, longest, rows, **options):
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(required=False, widget=widget, **options)
        self.longest = longest

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value):
        super().validate(value)
        if UNPRINTABLE.search(value):
            raise ValidationError("There is a character that cannot be shown. Type it anew.")
        if len(value) > self.longest:
            raise ValidationError(
                f"This has {len(value):,} characters, more than {self.longest:,}."
            )


class LinesField(TextField):
    """Short texts, one on a line; each may have `longest` characters."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(value or [])


def part_field(part: Part):
    """Return the form field for a part; it accepts all that a draft may hold."""
    if isinstance(part, Flag):
        return forms.BooleanField(required=False, label=part.label)
    if isinstance(part, Number):
        return _number_field(part)
    field = LinesField if isinstance(part, Lines) else TextField
    rows = 6 if part.is_block else 3 if part.is_markdown else 2
    return field(longest=part.longest, rows=rows, label=part.label, help_text=part.help)


def _number_field(part):
    if not part.choices:
        return forms.IntegerField(
            required=False,
            min_value=part.least,
            max_value=part.most,
            label=part.label,
            help_text=part.help,
        )
    choices = [("", "Not chosen yet"), *part.choices]
    return forms.ChoiceField(choices=choices, required=False, label=part.label, help_text=part.help)


@cache
def texts_form(schema: Schema):
    """Return the form class for the texts beside the stem."""
    return type(
        "TextsForm", (forms.Form,), {text.name: part_field(text) for text in schema.texts[1:]}
    )


@cache
def rows_formset(rows: Rows):
    """Return the formset class for a list of rows."""
    form = type("RowForm", (forms.Form,), {part.name: part_field(part) for part in rows.parts})
    return formset_factory(
        form,
        type("RowFormSet", (_RowFormSet,), {"rows": rows}),
        extra=0,
        max_num=rows.most,
        absolute_max=2 * rows.most,
    )


class _RowFormSet(forms.BaseFormSet):
    def __init__(self, *args, **kwargs):
        messages = {
            "too_many_forms": f"There are more than {self.rows.most} {self.rows.plural}.",
            "missing_management_form": (
                f"The {self.rows.plural} could not be read. Go back and save again."
            ),
        }
        super().__init__(*args, prefix=self.rows.name, error_messages=messages, **kwargs)


class ContentForms:
    """The forms of one content: its texts beside the stem, and a formset for each list.

    They show `content`, or what is in `data` as it was typed, which is checked only when it
    `is_saving`; else a press of a button in it may have changed the rows.
    """

    def __init__(self, schema: Schema, content, data=None, *, is_saving=False):
        self.schema = schema
        form = texts_form(schema)
        if is_saving:
            self.texts = form(data)
            self.rows = {rows.name: rows_formset(rows)(data) for rows in schema.rows}
            return
        if data is not None:
            content = _typed(schema, data)
        self.texts = form(initial=content)
        self.rows = {
            rows.name: rows_formset(rows)(initial=content.get(rows.name, ()))
            for rows in schema.rows
        }

    @property
    def parts(self):
        """Return (Rows, its formset) or (None, the field of a text), in the order of the page."""
        return [
            (part, self.rows[part.name])
            if isinstance(part, Rows)
            else (None, self.texts[part.name])
            for part in self.schema.parts
        ]

    @property
    def content(self):
        """What stands in the forms, valid or not."""
        content = {name: self.texts[name].value() or "" for name in self.texts.fields}
        for name, formset in self.rows.items():
            content[name] = [
                {part: row[part].value() or "" for part in row.fields} for row in formset
            ]
        return content

    def is_valid(self):
        checked = [form.is_valid() for form in (self.texts, *self.rows.values())]
        return all(checked)

    @property
    def errors(self):
        """Return (id of the field, label, message) of each error, in the order of the page."""
        found = [
            (rows.name, rows.label, error)
            for rows in self.schema.rows
            for error in self.rows[rows.name].non_form_errors()
        ]
        found += field_errors(self.texts)
        for rows in self.schema.rows:
            for number, row in enumerate(self.rows[rows.name], start=1):
                found += field_errors(row, f"{rows.singular} {number}, ")
        return found


def field_errors(form, before=""):
    return [
        (form[name].auto_id, before + form[name].label, error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def _typed(schema, data):
    content = typed_texts(texts_form(schema)(data))
    action = data.get("row", "")
    for rows in schema.rows:
        values = [typed_texts(row) for row in rows_formset(rows)(data)]
        name, _, press = action.partition(".")
        content[rows.name] = change_rows(values, press) if name == rows.name else values
    return content


def typed_texts(form):
    return {name: form[name].data for name in form.fields}


def change_rows(rows, action):
    """Return rows after the press of a button: add, remove-2, up-3 or down-1.

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


def blank(schema: Schema):
    """Return the content that a new question begins with."""
    return {rows.name: [{}] * rows.blank for rows in schema.rows}


def carried(content, before: Schema, after: Schema):
    """Return a content of one type as another's, with all that has a place there.

    Texts go to those of the same name, and the first list's rows to the first list.
    """
    moved = blank(after) | {text.name: content.get(text.name, "") for text in after.texts}
    for old, new in zip(before.rows, after.rows, strict=False):
        rows = content.get(old.name) or []
        if any(any(row.values()) for row in rows):
            moved[new.name] = [
                {part.name: row.get(part.name, "") for part in new.parts}
                for row in rows[: new.most]
            ]
    return moved
