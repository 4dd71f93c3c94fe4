from app.core.steps import Offer
from app.ui.matters.step_order import in_order


def kinds(state):
    offers = [
        Offer(kind, kind, "", True) for kind in ("void", "accept", "close", "deliver", "answer", "assign")
    ]
    return [offer.kind for offer in in_order(offers, state)]


def test_what_the_state_calls_for_comes_first_and_voiding_last():
    assert kinds("registered")[:2] == ["accept", "assign"]
    assert kinds("answered")[0] == "deliver"
    assert kinds("delivered")[0] == "close"
    assert {kinds(state)[-1] for state in ("registered", "answered", "closed")} == {"void"}
