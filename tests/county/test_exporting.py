import csv
import io
import json

import pytest
from frictionless import Package, system
from python_calamine import CalamineWorkbook

from app.errors import StorageError


@pytest.fixture
def filled(county, township, make, paths):
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    silent = make.township(county, "999999104000", "白水镇信访工作办公室")
    for office in (other, silent):
        county.enrol(office.enrolment, office.digits)
    tables = {
        "matters": [
            make.matter(title="=cmd|'/C calc'!A0"),
            make.matter("secret", sealed=1, purpose="report", title="不该出现", unit_name="镇纪委"),
        ],
        "receptions": [make.reception(), make.reception("v", "visit", 4)],
        "figures": make.figures(receptions=2, letters=1, visits=1, visits_persons=4, matters=9),
    }
    county.take([township.export(paths(), tables), other.export(paths(), {"matters": [make.matter("o")]})])
    return county


def sheets(filled, tmp_path):
    path = tmp_path / "表.xlsx"
    assert filled.export(path) == (path,)
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_says_what_the_table_says(filled, tmp_path):
    found = sheets(filled, tmp_path)
    assert list(found) == ["汇总表", "报数不符", "事项"]
    head, first, second, third, total = found["汇总表"][1:]
    column = head.index("登记总量")
    assert [row[column] for row in (first, second, third, total)] == [2, 0, "", 2]
    assert [row[-1] for row in (first, second, third, total)] == ["信访事项", "", "缺报", "信访事项"]
    assert first[0] == "999999101000"
    assert found["报数不符"][2][1:] == ["青山镇信访工作办公室", "信访事项", 9, 1, -8]


def test_text_is_never_a_formula_and_a_sealed_matter_shows_number_date_and_state_only(filled, tmp_path):
    matters = sheets(filled, tmp_path)["事项"][2:]
    assert "=cmd|'/C calc'!A0" in [row[4] for row in matters]
    (sealed,) = [row for row in matters if "secret" in row[2]]
    assert sealed[4:7] == ["", "", ""]
    assert (sealed[3], sealed[7]) == ("2026-10-08", "待受理")


def test_the_same_period_gives_the_same_workbook(filled, tmp_path):
    (one,), (other,) = (filled.export(tmp_path / name, "2026-10") for name in ("a.xlsx", "b.XLSX"))
    assert one.read_bytes() == other.read_bytes()


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_the_package_is_one_that_public_tools_accept(filled, tmp_path):
    folder = tmp_path / "导出"
    written = filled.export(folder)
    assert {path.relative_to(folder).as_posix() for path in written} == {
        "999999101000/matters.csv", "999999101000/receptions.csv", "999999103000/matters.csv", "townships.csv",
        "totals.csv", "datapackage.json",
    }  # fmt: skip
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    lines = rows_of(folder / "999999101000" / "matters.csv")
    assert {line["title"] for line in lines} == {"=cmd|'/C calc'!A0", ""}
    totals = rows_of(folder / "totals.csv")
    assert {"township": "999999101000", "period": "2026-10", "figure": "matters", "township_value": "9",
            "county_value": "1", "difference": "-8"} in totals  # fmt: skip
    assert json.loads((folder / "datapackage.json").read_bytes())["name"] == "county"


def test_a_folder_with_something_in_it_is_left_alone(filled, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("mine")
    with pytest.raises(StorageError, match="不是空文件夹"):
        filled.export(tmp_path / "x")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]
