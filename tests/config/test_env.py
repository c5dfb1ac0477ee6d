import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture
def setting(monkeypatch):
    """Set NAME in the environment; None takes it out."""

    def set_to(value):
        if value is None:
            monkeypatch.delenv("NAME", raising=False)
        else:
            monkeypatch.setenv("NAME", value)

    return set_to


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        ("1", False, True),
        ("Yes", False, True),
        (" on ", False, True),
        ("true", False, True),
        ("0", True, False),
        ("No", True, False),
        ("off", True, False),
        ("", True, False),
        (None, True, True),
        (None, False, False),
    ],
)
def test_read_bool(setting, value, default, expected):
    setting(value)

    assert env.read_bool("NAME", default) is expected


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_read_bool_refuses_what_it_cannot_understand(setting, value):
    setting(value)

    with pytest.raises(ImproperlyConfigured, match=f"NAME='{value}' should be 1 or 0."):
        env.read_bool("NAME")


@pytest.mark.parametrize(("value", "expected"), [("0", 0), (" 25 ", 25), (None, 7)])
def test_read_int(setting, value, expected):
    setting(value)

    assert env.read_int("NAME", 7) == expected


@pytest.mark.parametrize("value", ["", "-1", "2.5", "x", "1e3"])
def test_read_int_refuses_what_is_no_whole_number(setting, value):
    setting(value)

    with pytest.raises(ImproperlyConfigured, match=r"NAME=.* should be a whole number."):
        env.read_int("NAME", 7)


@pytest.mark.parametrize(("value", "expected"), [(" a b ", "a b"), ("", ""), (None, "else")])
def test_read_text(setting, value, expected):
    setting(value)

    assert env.read_text("NAME", "else") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a.org, b.org,", ["a.org", "b.org"]), ("", []), (" , ", []), (None, ["c.org"])],
)
def test_read_list(setting, value, expected):
    setting(value)

    assert env.read_list("NAME", "c.org") == expected


def test_read_secret_takes_the_environments(setting, tmp_path):
    setting("from the environment")

    assert env.read_secret("NAME", kept_in=tmp_path / "secret") == "from the environment"
    assert list(tmp_path.iterdir()) == []


def test_read_secret_makes_one_and_keeps_it(setting, tmp_path):
    setting(None)
    path = tmp_path / "var" / "secret"

    first, second = (env.read_secret("NAME", kept_in=path) for _ in range(2))

    assert first == second == path.read_text()
    assert len(first) == 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_read_secret_makes_none_in_production(setting, value):
    setting(value)

    with pytest.raises(ImproperlyConfigured, match=r"NAME is not set\. Set it to"):
        env.read_secret("NAME", kept_in=None)
