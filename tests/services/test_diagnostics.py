"""The diagnostics package says how the program fares, and nothing of anybody: everything told here is marked."""

import getpass
import platform
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.entries import Draft
from app.core.offices import Office
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.engine.keys import LEAST
from app.services.attachments import Source
from app.services.clock import FixedClock
from app.services.crash_reports import FOLDER, CrashReports, classes_and_places, place_of
from app.services.desk import Desk
from app.services.diagnostics import MEMBER, Diagnostics, coarse_count, coarse_size, save
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY

MARK, LATIN, DIGITS = "马标记", "Mabiaoji", "00000456789"
IDENTITY = "999999197001014567"


@pytest.fixture
def marked(tmp_path: Path, office: Office, clock: FixedClock):
    """A register in which every text, name and number somebody could write carries a mark, also where it lies."""
    told = replace(
        office, name=f"{MARK}镇信访工作办公室", organ_code="骉", superior=f"{MARK}县信访局", review_body=f"{MARK}县政府",
        government=f"{MARK}镇政府", clerk=f"{MARK}专干", phone=DIGITS, address=f"{MARK}路1号", sealed_readers=f"{MARK}书记",
    )  # fmt: skip
    setup = Setup(told, (f"{MARK}所",), (f"{MARK}村",), ((f"{MARK}镇长", "镇长"),))
    folder = tmp_path / f"{MARK} {LATIN}" / "数据"
    with create_office(folder, setup, PASSWORD, clock=clock, cost=LEAST) as desk:
        _fill(desk)
        yield desk


def _fill(desk: Desk) -> None:
    draft = ReceptionDraft(
        "visit",
        TODAY,
        TODAY,
        f"{MARK}的事项",
        text=f"{MARK}反映{LATIN}",
        request=f"{MARK}的诉求",
        purpose="appeal",
    )
    visitor = Visitor(f"{MARK}甲", DIGITS, IDENTITY, f"{MARK}组1号")
    matter = desk.receptions.register(draft, [visitor]).matter_id
    desk.matters.take_step(matter, StepCommand("accept", TODAY, text=f"{MARK}说明"))
    ready = desk.attachments.prepare([Source.content(f"{MARK}.txt", f"{MARK}".encode())], lambda *_: None)
    desk.attachments.enter(matter, ready)
    desk.offices.choose({"urgent_recipients": f"{MARK}办", "overdue_by": "rolled"})
    desk.safety.backup()
    desk.safety.drill()
    payload = {"name": f"{MARK}", "ok": False, "sentence": f"备份“{MARK}”已损坏"}
    desk.register.record(Draft("drilled", "office", TODAY, payload))
    _crash(desk.register.folder)


def _crash(folder: Path) -> None:
    """Reports as they are, and as they must never be: with messages, with folders, with anything."""
    reports = CrashReports(folder)
    reports.keep(
        f"Petition Desk 0.1.0 · Python 3.11 · Qt 6\nLinux-6.1-{LATIN}-host\nKeyError\n"
        f"  app/ui/{MARK}/page.py:12 show\n  C:\\Users\\{LATIN}\\app\\ui\\matters\\page.py:34 open_matter\n"
        f"  /home/{LATIN}/x.py:1 {MARK}\nKeyError: '{MARK}甲'\n{MARK}甲\n{LATIN}\n"
    )
    reports.keep(f"ValueError\n  services/matters.py:9 find\nmessage of {LATIN} {DIGITS} {IDENTITY}\n")
    stop = folder / FOLDER / "hard-stop.txt"
    stop.write_text(
        f'Fatal Python error: Segmentation fault {LATIN} {MARK}\n\nCurrent thread 0x0 {LATIN}\n'
        f'  File "/home/{LATIN}/app/ui/theme.py", line 7 in wear\n  File "/home/{MARK}/x.py", line 1 in f\n', "utf-8",
    )  # fmt: skip
    (folder / f"{MARK}.tmp").write_text(MARK)
    (folder / "updates").mkdir()
    (folder / "updates" / "last.json").write_text(f'{{"from":"0.0.9","to":"0.1.0","copy":"{MARK}"}}')
    (folder / "backups" / f"{LATIN}").mkdir()
    (folder / "backups" / f"{LATIN}" / "backup.json").write_text(f'{{"office": "{MARK}"}}')


def marks_in(text: str) -> list[str]:
    host, user = platform.node(), getpass.getuser()
    sought = [MARK, "马标", "标记", LATIN, LATIN.lower(), DIGITS, DIGITS[-4:], IDENTITY, IDENTITY[-4:], "骉", "2026-0001",
              "43099", "诉求", "反映"]  # fmt: skip
    words = [name for name in (host, user) if len(name) > 3]
    found = [one for one in (*sought, *words) if one in text or one in text.lower()]
    return [
        *found,
        *re.findall(r"[0-9]{8,}", text),
        *re.findall(r"(?<![A-Za-z])(?:/home|/tmp|/root|C:)\S*", text),
    ]


def test_nothing_that_anybody_wrote_is_in_it(marked: Desk, tmp_path: Path) -> None:
    folder = marked.register.folder
    text = Diagnostics(folder, marked, "6.11.0").text()
    assert marks_in(text) == []
    save(text, tmp_path / "诊断.zip")
    raw = (tmp_path / "诊断.zip").read_bytes()
    assert MARK.encode() not in raw
    assert marks_in(Diagnostics(folder).text()) == []


def test_the_marks_are_really_there_to_be_found(marked: Desk) -> None:
    """What the register itself would say; otherwise the test above could not fail."""
    row = marked.matters.find(f"{MARK}甲")[0]
    kept = "".join(report.text for report in CrashReports(marked.register.folder).kept())
    for told in (f"{row.title}{row.number}", kept, str(marked.register.folder), marked.offices.office().name):
        assert marks_in(told) != []


def test_it_says_what_whoever_mends_the_program_asks(marked: Desk) -> None:
    text = Diagnostics(marked.register.folder, marked, "6.11.0").text()
    for line in (
        "Qt　6.11.0", "表 matters　1至9", "可以保存", "urgent_recipients　已修改", "overdue_by　rolled", "idle_lock_minutes　5",
        "备份到本机　1次，最近2026-11-20", "恢复演练　2次，没有通过1次，最近2026-11-20没有通过", "留存2份，KeyError 1次，ValueError 1次",
        "app/ui/matters/page.py:34 open_matter", "Fatal Python error: Segmentation fault", "app/ui/theme.py:7 wear", "上次升级　0.0.9→0.1.0",
    ):  # fmt: skip
        assert line in text, line


def test_what_is_saved_is_what_was_shown(marked: Desk, tmp_path: Path) -> None:
    text = Diagnostics(marked.register.folder, marked).text()
    save(text, tmp_path / "诊断.zip")
    with zipfile.ZipFile(tmp_path / "诊断.zip") as packed:
        assert packed.namelist() == [MEMBER]
        assert packed.read(MEMBER).decode("utf-8") == text
    before = (tmp_path / "诊断.zip").read_bytes()
    save(text, tmp_path / "诊断.zip")
    assert (tmp_path / "诊断.zip").read_bytes() == before


def test_without_an_open_register_it_still_says_the_rest(marked: Desk, tmp_path: Path) -> None:
    marked.close()
    text = Diagnostics(marked.register.folder).text()
    assert "登记库没有打开" in text
    assert "表 matters" not in text
    assert "数据文件夹/main.db　不到1MB" in text
    assert "留存2份" in text
    assert "没有" in Diagnostics(tmp_path / "没有" / "这里").text()


def test_a_damaged_part_is_told_by_its_kind_alone(marked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise OSError(f"{MARK}读不出来")

    monkeypatch.setattr("app.services.diagnostics.sizes.table_counts", broken)
    monkeypatch.setattr(shutil, "disk_usage", broken)
    text = Diagnostics(marked.register.folder, marked).text()
    assert text.count("（其余读不出来：OSError）") == 2
    assert marks_in(text) == []
    assert "恢复演练" in text


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0"), (1, "1至9"), (9, "1至9"), (10, "10至99"), (4321, "1000至9999"), (1_000_000, "1000000以上")],
)
def test_counts_are_steps(count: int, said: str) -> None:
    assert coarse_count(count) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0"), (1, "不到1MB"), (5 << 20, "约5MB"), (9 << 30, "约9216MB"), (11 << 30, "约11GB")],
)
def test_sizes_are_rough(size: int, said: str) -> None:
    assert coarse_size(size) == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/home/张三/desk/app/ui/theme.py", "app/ui/theme.py"), ("C:\\Users\\张三\\app\\ui\\theme.py", "app/ui/theme.py"),
        ("/home/zhangsan/main.py", "main.py"), ("/home/app/张三/main.py", "app/…/main.py"), ("张三.py", "…"),
        ("/usr/lib/site-packages/click/core.py", "site-packages/click/core.py"),
    ],
)  # fmt: skip
def test_a_place_tells_of_the_program_and_not_of_the_user(path: str, said: str) -> None:
    assert place_of(path) == said


def test_of_a_report_only_kinds_and_places_are_left() -> None:
    text = "张三\nKeyError\nKeyError: '张三'\nNotAllowed\nZhangSan\n  app/x.py:3 f\n  app/x.py:3 f 张三\n  x.py:y f\n"
    assert classes_and_places(text) == ["KeyError", "NotAllowed", "  app/x.py:3 f"]
