"""In which order the steps are offered: first what the matter's state calls for."""

from collections.abc import Sequence

from app.core.steps import Offer

_CALLED_FOR = {
    "registered": ("accept", "refer", "assign", "decline"),
    "accepted": ("assign", "answer", "deliver"),
    "assigned": ("accept", "answer", "deliver"),
    "referred": ("deliver", "close"),
    "answered": ("deliver",),
    "delivered": ("close", "evaluate", "settle"),
    "closed": ("evaluate", "settle"),
    "declined": ("deliver",),
    "declined_again": ("deliver",),
}
LAST = ("void",)


def in_order(offers: Sequence[Offer], state: str) -> tuple[Offer, ...]:
    """What the state calls for, then the rest as the rules list it, 作废 at the end."""
    called = _CALLED_FOR.get(state, ())

    def rank(offer: Offer) -> tuple[bool, int]:
        return offer.kind in LAST, called.index(offer.kind) if offer.kind in called else len(called)

    return tuple(sorted(offers, key=rank))
