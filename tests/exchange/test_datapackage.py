import json

import pytest

from app.errors import BundleError
from app.exchange import checking
from app.exchange.datapackage import PACKAGE
from app.exchange.schemas import content_hash
from tests.exchange.zips import check, read_tables, write_package

ID = "11111111-1111-4111-8111-111111111111"
UNIT = {"id": ID, "revision": 1, "sealed": 0, "name": "自然资源所"}


def files_with(sheet, table="units"):
    package = json.dumps({"resources": [{"name": table, "path": f"{table}.csv"}]}).encode()
    return {PACKAGE: package, f"data/{table}.csv": sheet.encode() if isinstance(sheet, str) else sheet}


def sheet(changes=(), columns=()):
    row = {"id": ID, "revision": "1", "base_revision": "0", "void": "0", "sealed": "0", "name": "自然资源所"}
    row |= dict(changes)
    row["content_hash"] = row.get("content_hash") or content_hash(row)
    names = [*row, *columns]
    return ",".join(names) + "\r\n" + ",".join(row.get(name, "") for name in names) + "\r\n"


def test_rows_come_back_typed_with_their_hash():
    heard = check(write_package({"units": [UNIT]}))
    (row,) = heard.tables["units"]
    assert heard.faults == []
    assert (row["revision"], row["base_revision"], row["void"], row["name"]) == (1, 0, 0, "自然资源所")
    assert row["content_hash"] == content_hash(row)


def test_columns_are_found_by_name_in_any_order_and_unknown_ones_kept():
    tables, faults = read_tables(files_with(sheet({"added_later": "甲"})))
    assert faults == []
    assert tables["units"][0]["added_later"] == "甲"


def test_an_unknown_table_is_kept_as_text():
    tables, _ = read_tables(files_with("id,size\r\na,1\r\n", "ledgers"))
    assert tables == {"ledgers": [{"id": "a", "size": "1"}]}


def test_a_blank_column_added_later_does_not_change_a_hash():
    assert content_hash(UNIT) == content_hash(UNIT | {"added_later": "", "another": None})
    assert content_hash(UNIT) == content_hash(UNIT | {"revision": 9, "base_revision": 8})
    assert content_hash(UNIT) != content_hash(UNIT | {"name": "财政所"})


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "不能为空"),
        ({"revision": "0"}, "revision", "太小"),
        ({"revision": "一"}, "revision", "不是数字"),
        ({"revision": "１"}, "revision", "不是数字"),
        ({"revision": "٣"}, "revision", "不是数字"),
        ({"void": "2"}, "void", "应为0或1"),
        ({"retired_on": "2026-02-30"}, "retired_on", "不是日期"),
        ({"retired_on": "2026/02/03"}, "retired_on", "不是日期"),
        ({"content_hash": "0" * 64}, "content_hash", "与内容不符"),
    ],
)
def test_a_wrong_record_is_sent_back_with_field_and_sentence(changes, field, words):
    tables, (fault,) = read_tables(files_with(sheet(changes)))
    assert tables["units"] == []
    assert (fault.record_id, fault.field) == (ID, field)
    assert words in fault.sentence


def test_one_wrong_record_does_not_stop_the_others():
    good = sheet().splitlines()
    wrong = good[1].replace(ID, ID.replace("1", "2"))
    tables, faults = read_tables(files_with("\r\n".join([*good, wrong, ""])))
    assert len(tables["units"]) == len(faults) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        "\ufeff" + sheet(),
        sheet() + "short\r\n",
        sheet({"id": "no uuid"}),
        sheet(columns=("name",)),
        sheet().replace("name", "名称"),
        sheet().replace("name", "other"),
        sheet().replace("资", "资\u202e"),
        sheet().replace("资", "资\u0000"),
        sheet().replace("资", "e\u0301"),
        sheet().replace("自然资源所", '"自然\r\n资源所"'),
        sheet().replace("自然资源所", '"自然资源所'),
        sheet().replace("自然资源所", '"自然"资源所'),
        sheet().replace("自然资源所", "所" * 22_000),
        sheet().replace("自然资源所", "a" * 140_000),
        sheet() + sheet().splitlines()[1] + "\r\n",
    ],
)
def test_a_file_of_another_form_condemns_the_bundle(content):
    with pytest.raises(BundleError, match="不完整或已损坏"):
        read_tables(files_with(content))


def test_more_rows_than_any_office_has_are_refused(monkeypatch):
    written = write_package({"figures": [{"figure": "letters", "value": 1}] * 3})
    monkeypatch.setattr(checking, "MOST_ROWS", 2)
    with pytest.raises(BundleError, match="文件过大"):
        check(written)


def test_a_cell_too_long_to_read_is_not_written():
    with pytest.raises(BundleError, match="附件"):
        write_package({"units": [UNIT | {"name": "所" * 22_000}]})


@pytest.mark.parametrize(
    "package",
    [
        b"",
        b"[]",
        b'{"resources":1}',
        b'{"resources":[1]}',
        b'{"resources":[]}',
        b'{"resources":[{"name":"units","path":"../units.csv"}]}',
        b'{"resources":[{"name":"units","path":"units.csv"},{"name":"units","path":"units.csv"}]}',
    ],
)
def test_a_description_that_does_not_fit_the_files_is_refused(package):
    with pytest.raises(BundleError):
        read_tables(files_with(sheet()) | {PACKAGE: package})


def test_a_column_the_wire_does_not_know_is_not_left_out_silently():
    with pytest.raises(KeyError, match="nickname"):
        write_package({"units": [UNIT | {"nickname": "国土所"}]})
