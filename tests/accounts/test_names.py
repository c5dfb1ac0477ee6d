"""Names: what is kept of what somebody typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import NameField, PreferencesForm
from accounts.models import User
from accounts.names import can_be_read, tidy_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amal Haddad", "Amal Haddad"),
        ("  Ana \t  María\u00a0\u2028Ruiz ", "Ana María Ruiz"),
        ("Zoe\u0308", "Zoë"),
        ("Ann\u202egnp.exe", "Anngnp.exe"),
        ("\u200bKei\u200bsha\ufeff\x00", "Keisha"),
        ("\u200d", ""),
        ("Amal \u200d", "Amal"),
        ("Zoe\u200b\u0308", "Zoë"),
        ("می\u200cنا", "می\u200cنا"),
        ("क्\u200dष", "क्\u200dष"),
        ("王小明", "王小明"),
        ("#strong[B] <i>", "#strong[B] <i>"),
    ],
)
def test_name_is_kept_as_it_is_seen(typed, kept):
    assert tidy_name(typed) == kept


@given(st.text())
def test_tidying_again_changes_nothing(typed):
    kept = tidy_name(typed)
    assert tidy_name(kept) == kept
    assert not {unicodedata.category(character) for character in kept} & {"Cc", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("name", "is_read"), [("Bo", True), ("7", True), ("…", False), ("", False)]
)
def test_name_needs_a_letter(name, is_read):
    assert can_be_read(name) == is_read


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("\u200b", "This field is required."),
        ("--", "Write a name with letters that others can read."),
    ],
)
def test_field_refuses_what_nobody_can_read(typed, told):
    form = PreferencesForm({"name": typed, "prefers_one_page": "False"}, instance=User())
    assert form.errors["name"] == [told]


def test_field_gives_the_tidied_name():
    assert NameField().clean(" Ana   María ") == "Ana María"
    person = User(name=" Ana   María ", email="a@example.org")
    person.clean()
    assert person.name == "Ana María"
