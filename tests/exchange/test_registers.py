import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.core.registers import RegisterRow, RowContext, read_row, recognise
from app.errors import BundleError
from app.exchange import registers
from app.exchange.registers import LARGEST_FILE, MOST_ROWS, read_register

MESSAGES = Path(__file__).parents[3] / "shared" / "data" / "messages.csv"
HEADERS = ["信访形式", "信访日期", "姓名", "主题", "证件号码"]
GOOD_ID = "11010519491231002X"
LINES = [HEADERS, ["来访", "2026/1/5", "张三", "土地，纠纷", GOOD_ID]]


def read_all(content):
    table = read_register(content)
    layout = recognise(table.headers)
    return {
        row.number: read_row(layout.cells(row.cells), row.number, RowContext(layout)) for row in table.rows
    }


def csv_text(delimiter=","):
    return "\r\n".join(delimiter.join(line) for line in LINES)


def workbook(fill, name="登记簿"):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        fill(book, book.add_worksheet(name))
    return stream.getvalue()


def plain_workbook():
    return workbook(lambda _, sheet: [sheet.write_row(place, 0, line) for place, line in enumerate(LINES)])


def changed_workbook(change):
    """A good workbook whose sheet's XML has been changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_every_usual_encoding_and_with_every_separator(encoding, delimiter):
    row = read_all(csv_text(delimiter).encode(encoding))[2]
    assert (row.names, row.subject, row.id_number) == (("张三",), "土地，纠纷", GOOD_ID)


def test_rare_characters_survive_gb18030():
    content = csv_text().replace("张三", "张𠅤").encode("gb18030")
    assert read_all(content)[2].names == ("张𠅤",)


def test_the_public_messages_are_read_without_a_problem():
    if not MESSAGES.exists():
        pytest.skip("the public messages lie beside the project")
    rows = read_all(MESSAGES.read_bytes())
    assert len(rows) == 330
    assert all(isinstance(row, RegisterRow) and row.channel == "web" for row in rows.values())
    assert len({row.fingerprint for row in rows.values()}) == 330


def test_a_title_above_the_header_and_empty_rows_are_passed_over_and_row_numbers_stay():
    content = "青山镇信访登记簿,,\n\n信访形式,信访日期,姓名,主题\n,,,\n来访,2026.1.5,张三,土地\n \n来信,2026年1月6日,李四,低保\n"
    rows = read_all(content.encode())
    assert [(number, row.occurred_on.day) for number, row in rows.items()] == [(5, 5), (7, 6)]


def test_a_cell_with_lines_and_quotes_counts_as_one_row():
    content = (
        '信访形式,信访日期,姓名,主题,内容\n来访,2026-1-5,张三,土地,"一\n""二"""\n来访,2026-1-6,李四,土地,\n'
    )
    rows = read_all(content.encode())
    assert rows[2].text == '一\n"二"'
    assert rows[3].names == ("李四",)


def test_an_open_quotation_mark_is_refused_rather_than_swallowing_rows():
    content = '信访形式,信访日期,姓名,主题\n来访,2026-1-5,张三,"土地\n来访,2026-1-6,李四,低保\n'
    with pytest.raises(BundleError, match="第2行的引号"):
        read_register(content.encode())


def hard_sheet(book, sheet):
    sheet.merge_range(0, 0, 0, 4, "青山镇2026年信访登记簿", book.add_format({"align": "center"}))
    sheet.write_row(1, 0, ["信访\n形式", "信访日期", "姓 名", "主题（事由）", "证件号码"])
    sheet.write_row(2, 0, ["来访", 46027, "张三", "日期是数字", GOOD_ID])
    sheet.write_row(3, 0, ["来访", "2026/1/5", "张三", "日期是文字", "无"])
    sheet.write_row(4, 0, ["来访", "2026年1月5日", "张三", "日期是文字"])
    sheet.write_row(6, 0, ["来访", "2026.1.5", "张三", "上一行是空的"])
    sheet.write_row(7, 0, ["来访", None, "张三", "日期是日期"])
    sheet.write_datetime(7, 1, date(2026, 1, 5))
    sheet.write_row(8, 0, ["来访", "2026-01-05", "张三", "号码被舍入", 430102199001011234])
    sheet.merge_range(9, 1, 10, 1, "2026-01-05")
    sheet.write_row(9, 2, ["李四", "合并的日期"])
    sheet.write_row(10, 2, ["王五", "合并的日期"])
    sheet.write(9, 0, "来访")
    sheet.write(10, 0, "来访")
    sheet.write_string(11, 0, "来访")
    sheet.write_row(11, 1, ["2026-01-05", "张三"])
    sheet.write_string(11, 3, "=1+1")
    sheet.write_blank(5_000, 300, None, book.add_format({"bold": True}))


def test_a_hard_workbook_gives_its_rows_and_names_the_two_that_cannot_be_taken():
    rows = read_all(workbook(hard_sheet))
    good = {number: row for number, row in rows.items() if isinstance(row, RegisterRow)}
    assert list(good) == [3, 4, 5, 7, 8, 10, 12]
    assert {row.occurred_on for row in good.values()} == {date(2026, 1, 5)}
    assert good[12].subject == "=1+1"
    [rounded], [merged] = rows[9], rows[11]
    assert "Excel" in rounded.sentence
    assert "合并单元格" in merged.sentence


def test_of_several_sheets_the_register_is_read_and_the_others_are_named():
    def fill(book, first):
        first.write_row(0, 0, ["说明"])
        second = book.add_worksheet("台账")
        for place, line in enumerate(LINES):
            second.write_row(place, 0, line)
        book.add_worksheet("空")
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, HEADERS)
        hidden.hide()

    table = read_register(workbook(fill, "封面"))
    assert table.headers == tuple(HEADERS)
    assert table.unread == ("封面",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "没有内容"),
        (b" \n\n,,\n", "没有内容"),
        (b"PK\x03\x04 broken", "已损坏"),
        (plain_workbook()[:-300], "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\xff\xff", "编码"),
        (b"%PDF-1.7\0\0\0", "已损坏"),
        (b"0" * (LARGEST_FILE + 1), "超过50MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_register_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(BundleError, match=sentence):
        read_register(content)


def test_too_many_rows_and_columns_are_refused():
    with pytest.raises(BundleError, match="表格太大"):
        read_register(b"a\n" * (MOST_ROWS + 20))
    with pytest.raises(BundleError, match="表格太大"):
        read_register(b"a," * 120 + b"a")
    assert read_register(b"a," * 119 + b"a").headers == ("a",) * 120


def test_a_cell_without_end_is_refused():
    with pytest.raises(BundleError, match="文字过长"):
        read_register(csv_text().replace("土地", "土" * 140_000).encode())


@pytest.mark.parametrize(
    "far",
    [
        b'<c r="XFD1048576"',
        b'<c r = "XFD1048576"',
        b"<c r='XFD1048576'",
        b'<c x=">" r="XFD1048576"',
        b'<c r="&#88;FD1048576"',
        b'<q:c r="XFD1048576"',
        b'<c r="A1048576"',
        b'<c r="DQ2"',
    ],
)
def test_a_filled_cell_far_away_is_refused_before_it_costs_memory(far):
    content = changed_workbook(lambda xml: xml.replace(b'<c r="A2"', far))
    with pytest.raises(BundleError, match=r"表格太大|已损坏"):
        read_register(content)


def test_a_claimed_size_of_the_sheet_is_not_believed():
    content = changed_workbook(lambda xml: re.sub(rb'ref="A1:[A-Z0-9]+"', b'ref="A1:XFD1048576"', xml))
    assert len(read_register(content).rows) == 1


def test_a_bomb_is_refused_by_what_it_unpacks_to(monkeypatch):
    monkeypatch.setattr(registers, "LARGEST_UNPACKED", 1 << 20)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/x.xml", bytes((1 << 20) + 1))
    with pytest.raises(BundleError, match="表格太大"):
        read_register(stream.getvalue())


def test_a_part_that_lies_about_its_size_is_refused():
    content = plain_workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    with pytest.raises(BundleError, match="已损坏"):
        read_register(content.replace(size, (10).to_bytes(4, "little")))


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reading(content):
    assert reads_or_says_why(content)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_breaks_the_reading(place, bytes_put_there):
    content = bytearray(plain_workbook())
    place %= len(content)
    content[place : place + len(bytes_put_there)] = bytes_put_there
    assert reads_or_says_why(bytes(content))


def reads_or_says_why(content):
    try:
        return read_register(content)
    except BundleError as refusal:
        return str(refusal).endswith("。")
