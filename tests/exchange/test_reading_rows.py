"""A row is looked at as a whole: what that says is never better than what the cells say one by one."""

import random

import pytest

from app.core.canonical import digest
from app.exchange.checking import RowReader
from app.exchange.columns import Field
from app.exchange.schemas import BESIDE_CONTENT, TABLES, cell_text, content_hash

ODD = (
    "", "0", "1", "2", "-1", "-0", "01", "1 ", "１", "9" * 15, "9" * 16, "2026-02-29", "2024-02-29", "2026-10-08",
    "2026-13-01", "letter", "letterx", "visit", "Web", "a" * 64, "g" * 64, "0" * 32, "文字\n两行", "a.b", "2026-10-08T09:00:00Z",
    "abcdef01-2345-6789-abcd-ef0123456789", "2026-10-08\n",
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_row_passes_as_a_whole_only_if_each_of_its_cells_passes(name):
    table, chance = TABLES[name], random.Random(name)
    reader = RowReader(table, table.fields)
    good = 0
    for _ in range(3_000):
        cells = [_usual(field) if chance.random() < 0.97 else chance.choice(ODD) for field in table.fields]
        problems = [
            found for field, cell in zip(table.fields, cells, strict=True) if (found := field.problem(cell))
        ]
        if reader.is_good(cells):
            good += 1
            assert not problems, (cells, problems)
    assert good > 100


def _usual(field: Field) -> str:
    if field.values:
        return field.values[-1]
    usual = {
        "uuid": ODD[-2], "hash": "a" * 64, "code": "a.b", "date": "2026-10-08", "moment": ODD[-3], "integer": "7",
        "flag": "1", "text": "文字",
    }  # fmt: skip
    return usual[field.kind]


def test_the_hash_of_a_record_is_the_one_of_its_canonical_json():
    chance = random.Random(5)
    cells = (None, 0, 1, 2**53 - 1, True, "", '引"号\\和\n换行', "\x7f\u2028😀", "x")
    for _ in range(2_000):
        names = chance.sample(("id", "revision", "title", "zz", "a", "content_hash", "text", "b_2"), 5)
        row = {name: chance.choice(cells) for name in names}
        plain = {name: cell_text(cell) for name, cell in row.items() if name not in BESIDE_CONTENT}
        assert content_hash(row) == digest({name: text for name, text in plain.items() if text})
