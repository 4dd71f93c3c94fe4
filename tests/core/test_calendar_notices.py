import json
from datetime import date

import pytest

from app.core.calendar import CalendarDay
from app.core.calendar_notices import LARGEST, read_year
from app.errors import ValidationError

DAY = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
FILE = {
    "$schema": "https://example.invalid/schema.json",
    "$id": "https://example.invalid/2027.json",
    "year": 2027,
    "papers": ["https://www.gov.cn/a.htm", "https://www.gov.cn/b.htm"],
    "days": [DAY, {"name": "元旦", "date": "2027-01-09", "isOffDay": False}],
}


def test_a_published_years_file_is_read():
    notice = read_year(json.dumps(FILE))
    assert (notice.year, notice.source) == (2027, "https://www.gov.cn/a.htm；https://www.gov.cn/b.htm")
    assert notice.days == (
        CalendarDay(date(2027, 1, 1), False, "元旦"),
        CalendarDay(date(2027, 1, 9), True, "元旦"),
    )


def test_a_byte_order_mark_does_no_harm():
    assert read_year("\ufeff" + json.dumps(FILE)).year == 2027


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"year": 2027, "year": 2028, "days": []}',
        '{"year": 2027.0, "days": []}',
        '{"year": NaN, "days": []}',
        '{"year": true, "days": []}',
        '{"year": "2027", "days": []}',
        '{"year": 20270000000000, "days": []}',
        '{"days": []}',
        '{"year": 2027, "days": {}}',
        '{"year": 2027, "days": ["2027-01-01"]}',
        '{"year": 2027, "papers": "x", "days": []}',
        '{"year": 2027, "papers": [1], "days": []}',
        '{"year": 2027, "days": [], "more": 1}',
        "[" * 200_000,
        json.dumps({"year": 2027, "days": [DAY] * 401}),
        " " * (LARGEST + 1),
        '"' + "年" * (LARGEST // 2) + '"',
        *(
            json.dumps({"year": 2027, "days": [{**DAY, **change}]})
            for change in (
                {"isOffDay": 1},
                {"isOffDay": "true"},
                {"name": None},
                {"date": "20270101"},
                {"date": "2027-W01-5"},
                {"date": "2027-02-30"},
                {"date": "2027-01-01T00:00"},
                {"date": 20270101},
                {"extra": 1},
            )
        ),
        json.dumps({"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": True}]}),
    ],
    ids=lambda text: text[:40],
)
def test_whatever_is_no_years_file_is_refused_in_one_sentence(text):
    with pytest.raises(ValidationError, match="没有导入") as refused:
        read_year(text)
    assert str(refused.value).endswith("请核对文件后再试。")
