import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.core.canonical import Json, canonical
from app.core.entries import payload_hash, short_head

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc_.09", min_size=1), inner),
)


@given(_JSON)
def test_canonical_bytes_are_those_of_the_standard(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: "a"}, {"名": 1}, 2**53, b"x", {"a": object()}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)  # type: ignore[arg-type]


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_the_salt_hides_equal_payloads() -> None:
    assert payload_hash("00", {"name": "张甲"}) != payload_hash("01", {"name": "张甲"})


def test_a_head_is_printed_as_sixteen_digits() -> None:
    assert short_head("0123456789abcdef" + "f" * 48) == "0123 4567 89AB CDEF"
