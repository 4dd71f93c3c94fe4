"""What particular letters say beside what all papers know."""

from collections.abc import Callable

from app.core.filling import Filling
from app.services.filling.facts import Facts
from app.services.filling.letters_answers import ANSWER_FILLERS
from app.services.filling.letters_notices import NOTICE_FILLERS
from app.services.filling.letters_units import UNIT_FILLERS

LETTER_FILLERS: dict[str, Callable[[Facts], Filling]] = NOTICE_FILLERS | ANSWER_FILLERS | UNIT_FILLERS
