"""JSON from outside: one reading, or none.

Refuses what two readers could understand differently (repeated names, NaN, floats, numbers
beyond 2^53, lone surrogates) and what hurts a reader (deep nesting, endless numbers).
"""

import json
from typing import Any

from app.core.canonical import Json, canonical, unique_names
from app.exchange.characters import is_plain
from app.exchange.refusals import damaged

_LONGEST_INTEGER = 17  # a sign and the digits of 2^53


def read_json(data: bytes, *, limit: int) -> dict[str, Any]:
    """The JSON object in `data`; `BundleError` for anything that is not exactly that."""
    if len(data) > limit:
        raise damaged()
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=unique_names,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        canonical(value)  # integers too large and lone surrogates have no canonical form
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged() from error
    if not isinstance(value, dict) or not _all_plain(value):
        raise damaged()
    return value


def read_canonical(data: bytes, *, limit: int) -> dict[str, Any]:
    """The same, and `data` must be the one spelling that signatures are taken over (RFC 8785)."""
    value = read_json(data, limit=limit)
    if canonical(value) != data:
        raise damaged()
    return value


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise ValueError("number too long")
    return int(digits)


def _refuse(token: str) -> None:
    raise ValueError(f"not a number that has one spelling: {token}")


def _all_plain(value: Json) -> bool:
    if isinstance(value, str):
        return is_plain(value)
    if isinstance(value, dict):
        return all(is_plain(name) and _all_plain(item) for name, item in value.items())
    return not isinstance(value, list) or all(_all_plain(item) for item in value)
