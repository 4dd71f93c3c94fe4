"""A secret under a password as one text: for a database that others can read too."""

import json

from app.db.engine.costs import STANDARD, Cost
from app.db.engine.keys import PASSWORD, WRONG_PASSWORD, as_tampering, by_password, password_slot, tampered
from app.errors import WrongPassword


def wrap_secret(secret: bytes, password: str, *, cost: Cost = STANDARD) -> str:
    """`secret` under a password, as text that may lie in a database others can read."""
    return json.dumps(password_slot(secret, PASSWORD, "", password, cost, ""))


def unwrap_secret(text: str, password: str) -> bytes:
    """What `wrap_secret` locked; raises `WrongPassword`, or `ForeignFileError` for a text that was changed."""
    with as_tampering():
        slot = json.loads(text)
        if not isinstance(slot, dict):
            raise tampered()
    secret = by_password(slot, password)
    if secret is None:
        raise WrongPassword(WRONG_PASSWORD)
    return secret
