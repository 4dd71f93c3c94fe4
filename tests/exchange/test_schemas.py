import pytest

from app.core import receptions
from app.exchange.schemas import CHANNELS, PURPOSES, TABLES
from tests.exchange.zips import withhold

SECRET = {"id": "x", "sealed": 1, "title": "反映某干部问题", "void_reason": "", "state": "registered"}


def test_the_wire_speaks_of_the_same_channels_and_purposes_as_the_rules():
    assert set(CHANNELS) == set(receptions.CHANNELS)
    assert set(PURPOSES) == set(receptions.PURPOSES)


def test_sealed_text_is_kept_back_and_said_to_be():
    tables = withhold({"matters": [SECRET]})
    assert tables["matters"][0]["title"] == ""
    assert tables["matters"][0]["state"] == "registered"
    assert [(row["table"], row["record_id"], row["field"]) for row in tables["withheld"]] == [
        ("matters", "x", "title")
    ]


def test_open_matters_lose_nothing():
    tables = {"matters": [SECRET | {"sealed": 0}]}
    assert withhold(tables) == tables


def test_a_row_that_does_not_say_whether_it_is_sealed_does_not_travel():
    with pytest.raises(KeyError):
        withhold({"matters": [{"id": "x", "title": "反映某干部问题"}]})


def test_the_callers_rows_are_left_alone():
    row = dict(SECRET)
    withhold({"matters": [row]})
    assert row == SECRET


def test_every_column_is_named_once():
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
