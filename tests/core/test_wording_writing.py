import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.forms import FORMS
from app.core.wording import Column, GridRow, ListPart, Paragraph, Wording
from app.core.wording_reading import STYLES, parse_wording
from app.core.wording_writing import write_wording
from app.paper.templates import shipped_source, shipped_wording


@pytest.mark.parametrize("form_id", [form.id for form in FORMS])
def test_every_shipped_wording_is_read_again_as_it_was_written(form_id: str) -> None:
    wording = shipped_wording(form_id)
    assert parse_wording(write_wording(wording)) == wording


def test_comments_are_the_only_thing_lost() -> None:
    source = shipped_source("receipt")
    assert source.startswith("#")
    assert "#" not in write_wording(parse_wording(source))


_WORDS = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=12)
_WHEN = st.sampled_from(["", "查询码"])
_PARAGRAPHS = st.lists(
    st.builds(Paragraph, _WORDS, _WHEN, st.sampled_from(STYLES)), min_size=1, max_size=3
).map(tuple)
_ROWS = st.lists(
    st.builds(
        GridRow,
        st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=3).map(tuple),
        st.integers(0, 90).map(float),
        _WHEN,
    ),
    max_size=2,
).map(tuple)
_COLUMNS = st.lists(st.builds(Column, _WORDS, st.integers(1, 90).map(float), _WORDS), max_size=2).map(tuple)


@given(
    st.builds(
        Wording,
        _WORDS,
        _WORDS,
        _PARAGRAPHS,
        _WORDS,
        closing=_PARAGRAPHS,
        grid=_ROWS,
        slip=_ROWS,
        table=st.none() | st.builds(ListPart, _WORDS, _COLUMNS, st.integers(0, 9)),
    )
)
def test_whatever_an_office_types_survives_writing_and_reading(wording: Wording) -> None:
    assert parse_wording(write_wording(wording)) == wording
