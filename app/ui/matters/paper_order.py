"""In which order a matter's forms are offered: first what the latest step calls for."""

from collections.abc import Sequence

from app.core.forms import PAPER, RECEPTION
from app.core.matters import Matter
from app.core.steps import RULES
from app.services.papers import FORMS, Form, FormOffer

GOES_WITH = {rule.entry: rule.form for rule in RULES.values() if rule.form}
BY_ID: dict[str, Form] = {form.id: form for form in FORMS}
PROOF = next((form for form in FORMS if PAPER in form.tells_of), None)
"""送达回证, which is made from the row of the paper it proves."""


def offered_now(offers: Sequence[FormOffer], matter: Matter) -> list[FormOffer]:
    """What can be made and has not been made yet, the most fitting first."""
    open_ones = [offer for offer in offers if _can_be_made(offer)]
    return sorted(open_ones, key=lambda offer: -_nearness(offer.id, matter))


def offered_later(offers: Sequence[FormOffer]) -> list[FormOffer]:
    """What cannot be made yet, in the order of the catalogue."""
    return [offer for offer in offers if not offer.ready]


def _can_be_made(offer: FormOffer) -> bool:
    again = BY_ID[offer.id].repeats
    return offer.ready and (again or not offer.made)


def _nearness(form_id: str, matter: Matter) -> int:
    """How late in the matter's course what the form tells of happened; the step's own form before others.

    A paper about the reception comes before those that tell of nothing in particular.
    """
    form = BY_ID[form_id]
    standing = [step for step in matter.steps if not step.withdrawn]
    for at in reversed(range(len(standing))):
        entry = standing[at].entry
        if entry in form.tells_of:
            return 10 * (at + 1) + (5 if GOES_WITH.get(entry) == form_id else 0) + bool(form.served)
    return 1 if RECEPTION in form.tells_of else 0
