import pytest

from app.core.sheet_rows import typed_rows
from app.errors import ValidationError


def test_tabs_and_bars_part_cells_and_empty_lines_are_no_rows():
    assert typed_rows("甲\t乙\n\n丙｜ 丁 \n戊|", ("左", "右"), "表") == [
        {"左": "甲", "右": "乙"}, {"左": "丙", "右": "丁"}, {"左": "戊", "右": ""},
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["甲", "甲｜乙｜丙"])
def test_a_line_of_another_number_of_cells_is_named_with_its_number(text):
    with pytest.raises(ValidationError, match="第2行") as refused:
        typed_rows(f"子｜丑\n{text}", ("左", "右"), "表")
    assert list(refused.value.problems) == ["表"]
