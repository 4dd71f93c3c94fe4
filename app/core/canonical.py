"""Canonical JSON (RFC 8785): the same data always gives the same bytes.

Hashes and signatures are taken over these bytes, so a value that has more than one
spelling (a float, a non-text key, a lone surrogate) is refused rather than guessed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_LARGEST_INTEGER = 2**53 - 1  # RFC 8785 §3.2.2.3: beyond this a double loses digits
_WITHOUT_SPELLINGS = frozenset({str, bool, int, type(None)})


def canonical(value: Json) -> bytes:
    """Write `value` as RFC 8785 bytes; raises `TypeError` or `ValueError` for what has no canonical form."""
    if not _is_plain_record(value):
        _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def digest(value: Json) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_plain_record(value: Json) -> bool:
    """A flat object, as nearly all are that are hashed: looked at as a whole, many times as quickly."""
    if type(value) is not dict:
        return False
    kinds = set(map(type, value.values()))
    small = int not in kinds or all(
        abs(item) <= _LARGEST_INTEGER for item in value.values() if type(item) is int
    )
    return small and kinds <= _WITHOUT_SPELLINGS and all(map(str.isascii, value))


def _check(value: Json) -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            _check_key(key)
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > _LARGEST_INTEGER:
            raise ValueError(f"integer beyond 2^53: {value}")
    elif value is not None and not isinstance(value, str | bool):
        raise TypeError(f"no canonical form: {type(value).__name__}")


def _check_key(key: object) -> None:
    # Keys are our own code names, all ASCII: sorting by code point equals RFC 8785's UTF-16 order.
    if not (isinstance(key, str) and key.isascii()):
        raise TypeError(f"key is not ASCII text: {key!r}")


def unique_names(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members, for `object_pairs_hook`: a name that stands twice has two readings, so none.

    Raises `ValueError`.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
