"""From a matter to what each paper says (house.md: forms know paper, this knows the matter)."""

from app.core.filling import Filling
from app.core.forms import Form
from app.services.filling.facts import Facts
from app.services.filling.known import common_values
from app.services.filling.letters import LETTER_FILLERS
from app.services.filling.sheets import SHEET_FILLERS

__all__ = ["Facts", "fill_form"]

_FILLERS = LETTER_FILLERS | SHEET_FILLERS


def fill_form(form: Form, facts: Facts) -> Filling:
    """Everything the form's wording may ask for: what all papers know, what this one knows, what the clerk said.

    What the clerk typed wins over what the register says; what a form asks for and nobody answered
    is there as an empty value.
    """
    own = _FILLERS[form.id](facts) if form.id in _FILLERS else Filling()
    asked = dict.fromkeys((ask.name for ask in form.asks), "")
    values = asked | common_values(facts) | dict(own.values) | facts.told()
    return Filling(values, own.lists)
