"""An old register on its way in: rehearsed, stopped, gone on with; and what could not be taken, to be mended."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.rosters import LEADER, UNIT, VILLAGE
from app.errors import StorageError, ValidationError
from app.exchange.registers import read_register
from app.services.apart import REGISTER, read_apart
from app.services.desk import Desk
from app.services.refused_rows import REASON, save_refused
from tests.services.test_registers import HEAD, ROWS

FULL = "磁盘已满，没有保存。"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(HEAD + ROWS, encoding="gb18030")
    return path


def plain(tmp_path: Path, *rows: str, heads: str = "信访形式,信访日期,姓名,主题,村,包案领导") -> Path:
    path = tmp_path / "表.csv"
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    return path


def stopping_after(rows: int) -> tuple[Callable[[int, int], None], Callable[[], bool]]:
    """A clerk who presses 取消 while this row is written."""
    seen = [0]

    def tell(done: int, _total: int) -> None:
        seen[0] = done

    return tell, lambda: seen[0] >= rows


def test_a_rehearsal_names_what_the_rosters_would_get_and_puts_nothing_there(
    desk: Desk, tmp_path: Path
) -> None:
    path = plain(tmp_path, "来信,2026-01-05,张甲,路灯,新村,周正平", "来信,2026-01-06,李乙,水渠,新村,周正平")
    told = desk.registers.receive(path, dry_run=True)
    assert told.new_names == ((VILLAGE, "新村"), (LEADER, "周正平"))
    assert told.added == ()
    assert desk.offices.named(VILLAGE, "新村") is None
    taken = desk.registers.receive(path)
    assert taken.new_names == told.new_names
    assert taken.added == ("新村", "周正平")


def test_a_rehearsal_refuses_what_the_registration_would_refuse(
    desk: Desk, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strict(draft: object, *_: object, **__: object) -> None:
        if getattr(draft, "title", "") == "反映水质浑浊":
            raise ValidationError({"title": "这一件现在不能登记"})

    monkeypatch.setattr("app.services.receptions.check_reception", strict)
    told = desk.registers.receive(register, dry_run=True)
    taken = desk.registers.receive(register)
    assert [row.row for row in told.rows if row.problems] == [3, 5, 6, 7]
    assert [row.row for row in taken.rows if row.problems] == [3, 5, 6, 7]
    assert "新村" not in taken.added
    assert told.new_names == taken.new_names == ((UNIT, "供电所"),)


def test_how_far_it_is_is_told_row_by_row(desk: Desk, register: Path) -> None:
    heard: list[tuple[int, int]] = []
    desk.registers.receive(register, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(done, 6) for done in range(7)]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_stopped_it_keeps_what_is_in_and_the_same_file_goes_on_from_there(
    desk: Desk, register: Path, rows: int
) -> None:
    tell, stop = stopping_after(rows)
    taken = desk.registers.receive(register, progress=tell, stop=stop)
    assert (len(taken.rows), taken.left) == (rows, 6 - rows)
    assert taken.registered == rows
    assert desk.safety.verify(full=True).ok
    again = desk.registers.receive(register)
    assert (again.known, again.registered, again.refused, again.left) == (rows, 3 - rows, 3, 0)


def test_what_was_read_is_what_is_registered_whatever_becomes_of_the_file(desk: Desk, register: Path) -> None:
    read = desk.registers.read(register)
    register.unlink()
    assert desk.registers.take(read).registered == 3


def test_which_column_is_taken_for_what_is_told(desk: Desk, tmp_path: Path) -> None:
    path = plain(tmp_path, "来信,2026-01-05,张甲,路灯,9", heads=f"形式,来信日期,姓名,事由,序号,{REASON}")
    read = desk.registers.read(path)
    assert read.recognised == (
        ("形式", "信访形式"), ("来信日期", "信访日期"), ("姓名", "姓名"), ("事由", "主题"),
    )  # fmt: skip
    assert read.ignored == ("序号",)


def test_reading_can_be_stopped(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.apart.LOOK_UP", 0.001)

    class Enough(Exception):
        pass

    def enough() -> None:
        raise Enough

    with pytest.raises(Enough):
        read_apart(REGISTER, register.read_bytes(), look_up=enough)


@pytest.mark.parametrize(
    ("trouble", "said"), [(PermissionError(13, "x"), "关闭表格"), (FileNotFoundError(2, "x"), "找不到")]
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_nothing_is_registered(
    desk: Desk, register: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, said: str
) -> None:
    def refuse(_path: Path) -> bytes:
        raise trouble

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StorageError, match=said) as told:
        desk.registers.receive(register)
    assert "什么也没有登记" in str(told.value)


def test_a_full_disk_ends_it_and_says_how_many_rows_are_in(
    desk: Desk, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = type(desk.receptions).register, []

    def full(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) > 2:
            raise StorageError(FULL)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(desk.receptions), "register", full)
    with pytest.raises(StorageError, match="已登记2行") as told:
        desk.registers.receive(register)
    assert FULL in str(told.value)
    monkeypatch.undo()
    assert desk.registers.receive(register).registered == 1


@pytest.mark.parametrize("name", ["未登记.xlsx", "未登记.csv"])
def test_refused_rows_are_saved_with_their_reasons_and_go_in_once_they_are_mended(
    desk: Desk, register: Path, tmp_path: Path, name: str
) -> None:
    read = desk.registers.read(register)
    taken = desk.registers.take(read)
    path = tmp_path / name
    assert save_refused(read.table, taken.rows, path) == 3
    table = read_register(path.read_bytes())
    assert table.headers == (REASON, *read.table.headers)
    reason = str(table.rows[0].cells[0])
    assert reason.startswith("“人数”：“很多”不是人数")
    mended = path.with_name("改好.csv")
    lines = [[str(cell or "") for cell in row.cells] for row in table.rows]
    lines[0][1 + read.table.headers.index("人数")] = "3"
    with mended.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[str(head or "") for head in table.headers], *lines])
    again = desk.registers.read(mended)
    taken = desk.registers.take(again)
    assert (taken.registered, taken.refused) == (1, 2)
    assert taken.ignored_columns == ()
    save_refused(again.table, taken.rows, path)
    assert read_register(path.read_bytes()).headers == (REASON, *read.table.headers)


def test_a_csv_of_refused_rows_opens_in_excel_and_calculates_nothing(desk: Desk, tmp_path: Path) -> None:
    read = desk.registers.read(plain(tmp_path, "走来的,2026-01-05,=1+1,-,@x,+86 139"))
    path = tmp_path / "未登记.csv"
    save_refused(read.table, desk.registers.take(read).rows, path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    row = list(csv.reader(content.decode("utf-8-sig").splitlines()))[1]
    assert row[1:] == ["走来的", "2026-01-05", "'=1+1", "-", "'@x", "+86 139"]


def test_a_table_open_in_excel_is_not_replaced_and_nothing_half_written_stays(
    desk: Desk, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = desk.registers.read(register)
    taken = desk.registers.take(read, dry_run=True)
    path = tmp_path / "开着.xlsx"
    path.write_bytes(b"as it was")

    def busy(_path: Path, _target: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(StorageError, match="没有保存"):
        save_refused(read.table, taken.rows, path)
    assert path.read_bytes() == b"as it was"
    assert not list(tmp_path.glob("*.part"))
