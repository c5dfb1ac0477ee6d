"""What a browser calls itself, in words."""

from django import template

register = template.Library()

# The first that is found counts: Edge and Opera also say Chrome, and Chrome also says Safari.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
]
DEVICES = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
]


@register.filter
def device(user_agent: str) -> str:
    """Return words such as "Firefox on Windows" for a browser's user agent header."""
    browser = _first_found(BROWSERS, user_agent, "A browser")
    return f"{browser} on {_first_found(DEVICES, user_agent, 'another device')}"


def _first_found(names: list[tuple[str, str]], text: str, otherwise: str) -> str:
    return next((words for sign, words in names if sign in text), otherwise)
