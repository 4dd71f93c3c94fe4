"""Letters (函件): what goes out under the organ's head, to petitioners, units and superiors.

The words in the numbers (文种字) differ from form to form: each form has a series of its own.
"""

from app.core.forms.form import Form
from app.core.forms.letters_answers import ANSWERS
from app.core.forms.letters_notices import NOTICES
from app.core.forms.letters_units import UNIT_LETTERS

LETTERS: tuple[Form, ...] = (*NOTICES, *ANSWERS, *UNIT_LETTERS)
