"""The catalogue of papers (文书) that law.md §7 names, one row each."""

from app.core.forms.form import GROUPS, PAPER, RECEPTION, Form
from app.core.forms.letters import LETTERS
from app.core.forms.sheets import SHEETS
from app.errors import NotFound

__all__ = ["FORMS", "GROUPS", "PAPER", "RECEPTION", "Form", "form_called"]


def _in_order(*tables: tuple[Form, ...]) -> tuple[Form, ...]:
    """Sorted as a matter usually meets them; within a group in the order they were written."""
    rows = [form for table in tables for form in table]
    return tuple(sorted(rows, key=lambda form: GROUPS.index(form.group)))


FORMS: tuple[Form, ...] = _in_order(LETTERS, SHEETS)
_BY_NAME = {name: form for form in FORMS for name in (form.id, form.title)}


def form_called(name: str) -> Form:
    """The form of that id or title. NotFound names those there are."""
    found = _BY_NAME.get(name)
    if found is None:
        known = "、".join(f"{one.id}（{one.title}）" for one in FORMS)
        raise NotFound(f"没有名为“{name}”的文书；现有：{known}。")
    return found
