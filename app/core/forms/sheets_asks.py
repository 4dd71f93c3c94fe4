"""What sheets ask the clerk for, written short: a line, a text, a day, a number, one of several words."""

from collections.abc import Mapping

from app.core.forms.form import asked
from app.core.steps.command import Ask


def line(name: str, hint: str = "", required: str = "") -> Ask:
    """One line."""
    return asked(name, "line", required, hint)


def text(name: str, hint: str = "", required: str = "") -> Ask:
    """Any number of lines."""
    return asked(name, "text", required, hint)


def day(name: str, hint: str = "", required: str = "") -> Ask:
    """A day."""
    return asked(name, "date", required, hint)


def number(name: str, hint: str = "", required: str = "") -> Ask:
    """A whole number."""
    return asked(name, "number", required, hint)


def choice(name: str, options: Mapping[str, str], hint: str = "") -> Ask:
    """One of several words; the paper says the word, not its key."""
    return Ask(name, name, "choice", "", options, hint)


def words(*labels: str) -> dict[str, str]:
    """Options whose key is what they say: nothing but the paper reads them."""
    return {label: label for label in labels}
