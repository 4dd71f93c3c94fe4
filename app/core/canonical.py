"""Canonical JSON (RFC 8785): the same data always gives the same bytes.

Hashes and signatures are taken over these bytes, so a value that has more than one
spelling (a float, a non-text key, a lone surrogate) is refused rather than guessed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any, TypeGuard

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_LARGEST_INTEGER = 2**53 - 1  # RFC 8785 §3.2.2.3: beyond this a double loses digits
_NEED_NO_LOOK = frozenset({str, bool, type(None)})
_WITHOUT_SPELLINGS = _NEED_NO_LOOK | {int}


def canonical(value: Json) -> bytes:
    """Write `value` as RFC 8785 bytes; raises `TypeError` or `ValueError` for what has no canonical form."""
    if _is_plain_record(value):
        return _plain_record(value).encode("utf-8")
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def digest(value: Json) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_plain_record(value: Json) -> TypeGuard[dict[str, str | int | None]]:
    """A flat object, as nearly all are that are hashed: looked at as a whole, many times as quickly."""
    if type(value) is not dict:
        return False
    kinds = set(map(type, value.values()))
    small = int not in kinds or all(
        abs(item) <= _LARGEST_INTEGER for item in value.values() if type(item) is int
    )
    return small and kinds <= _WITHOUT_SPELLINGS and all(map(str.isascii, value))


def _plain_record(value: dict[str, str | int | None]) -> str:
    """What the encoder would write of a flat object, without asking it about each."""
    parts = [
        mark + (quoted(item) if type(item := value[name]) is str else _without_text(item))
        for name, mark in names_in_order(tuple(value))
    ]
    return f"{{{','.join(parts)}}}"


def _without_text(item: str | int | None) -> str:
    return str(item) if type(item) is int else _ENCODER.encode(item)


@lru_cache(maxsize=512)
def names_in_order(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names in canonical order, each with what stands before its value."""
    return tuple((name, f"{quoted(name)}:") for name in sorted(names))


def _check(value: Json) -> None:
    """Asked of every value in a large entry, so what needs no look is passed over by its type alone."""
    if isinstance(value, Mapping):
        for key in value:
            _check_key(key)
        _check_items(value.values())
    elif isinstance(value, list | tuple):
        _check_items(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > _LARGEST_INTEGER:
            raise ValueError(f"integer beyond 2^53: {value}")
    elif value is not None and not isinstance(value, str | bool):
        raise TypeError(f"no canonical form: {type(value).__name__}")


def _check_items(items: Iterable[Json]) -> None:
    for item in items:
        if type(item) not in _NEED_NO_LOOK:
            _check(item)


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
