"""The desk's own work: a practice office, an old register brought forward, copies, papers, files of others."""

import shutil
import zipfile
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from app.core.forms import FORMS, form_called
from app.core.wording_reading import parse_wording
from app.db.engine.keys import LEAST
from app.db.matters import MatterRow
from app.paper.drawing import draw
from app.paper.foreign_pdf import count_pages
from app.paper.jobs import Job
from app.paper.templates import shipped_source
from app.paths import resource
from app.reports.workbook import Sheet, write_workbook
from app.services.apart import PICTURE, read_apart
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.filling.sample import sample_filling
from app.services.opening import open_desk
from app.services.practice import PRACTICE_OFFICE, create_practice_office
from app.services.self_test.parts import NotSound

PASSWORD = "自检用密码1234"
CHEAP_KEYS = LEAST  # nobody will guess at an office that is gone in a minute
MATTERS = 12
OLD_REGISTER, OLD_PASSWORD, OLD_DAY = "register", "练习用密码1234", date(2026, 11, 20)
OLD_MATTER, OLD_WORD = "2026-0001", "水渠"  # what an early version registered, and what finds it
_TINY_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Offices:
    """The work of one self-test in `folder`; the practice office is opened anew for every part."""

    folder: Path

    @property
    def practice(self) -> Path:
        """With Chinese and a blank in it, as the folders of clerks have."""
        return self.folder / "练习 数据"

    def open(self) -> Desk:
        return open_desk(self.practice, PASSWORD)

    def parts(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        """In the order in which they need each other."""
        return (
            ("建立练习台", self.practice_is_made),
            ("旧登记库升级", self.old_register_is_brought_forward),
            ("备份和恢复演练", self.copy_comes_back_to_life),
            ("文书", self.papers_are_made),
            ("Word和表格", self.files_of_others_are_written),
            ("导入旧台账", self.foreign_register_is_taken),
        )

    def practice_is_made(self) -> str:
        with create_practice_office(self.practice, None, PASSWORD, cost=CHEAP_KEYS, matters=MATTERS) as desk:
            return f"{len(_listed(desk))}件，{_verified(desk)}"

    def old_register_is_brought_forward(self) -> str:
        """A register as an early version left it, opened by today's program."""
        folder = self.folder / "旧登记库"
        folder.mkdir()
        for path in resource("selftest", OLD_REGISTER).iterdir():
            shutil.copyfile(path, folder / path.name)  # without its rights: installed files may be read-only
        with open_desk(folder, OLD_PASSWORD, clock=FixedClock(OLD_DAY)) as desk:
            found = [row.number for row in desk.matters.find(OLD_WORD)]
            if found != [OLD_MATTER]:
                raise NotSound(f"旧登记库升级后找不到原来的事项（找到{'、'.join(found) or '0件'}）。")
            return f"{OLD_MATTER}还在，{_verified(desk)}"

    def copy_comes_back_to_life(self) -> str:
        with self.open() as desk:
            desk.safety.backup()
            drill = desk.safety.drill()
        if drill is None or not drill.ok:
            raise NotSound(drill.sentence if drill else "没有做成备份。")
        return "备份一份并完整恢复，核对一致"

    def papers_are_made(self) -> str:
        """Every form once with invented values, and one taken through the register with its number."""
        sheets = sum(_pages(_sample(form.id)) for form in FORMS)
        with self.open() as desk:
            paper = desk.papers.issue("registration_form", _listed(desk)[0].id)
        pages = _pages(paper.content)
        return f"{len(FORMS)}种文书样张共{sheets}页；制作{paper.document.title}{pages}页"

    def one_paper(self) -> bytes:
        """A paper to look at."""
        return _sample(FORMS[0].id)

    def files_of_others_are_written(self) -> str:
        with self.open() as desk:
            form = next(form for form in FORMS if form.word_file)
            letter = desk.word_files.written(form.id, _job(form.id))
            table = desk.month.workbook(desk.month.current())
        _refuse_unless_inside(letter, "word/document.xml", "Word文件")
        _refuse_unless_inside(table, "xl/worksheets/sheet1.xml", "Excel表格")
        return f"Word文件{len(letter) // 1024 + 1}KB，Excel表格{len(table) // 1024 + 1}KB"

    def foreign_register_is_taken(self) -> str:
        """Through the reader's own limited process, as every file from outside."""
        path = self.folder / "旧台账.xlsx"
        path.write_bytes(_foreign_register())
        with self.open() as desk:
            taken = desk.registers.receive(path)
        if taken.registered != 2:
            said = "；".join(problem.sentence for row in taken.rows for problem in row.problems)
            raise NotSound(f"旧台账2行只登记了{taken.registered}行：{said}")
        if not read_apart(PICTURE, _TINY_PICTURE):
            raise NotSound("图片没有读出来。")
        return "表格2行登记2行，图片1张，都由单独的受限进程读取"


def _listed(desk: Desk) -> tuple[MatterRow, ...]:
    return desk.matters.page(which="all")


def _verified(desk: Desk) -> str:
    report = desk.safety.verify(full=True)
    if not report.ok:
        raise NotSound("；".join(report.lines))
    return f"{report.entries}条记录逐条核验一致"


def _job(form_id: str) -> Job:
    form, day = form_called(form_id), OLD_DAY
    words = parse_wording(shipped_source(form.id))
    return Job(form.layout, words, sample_filling(form), PRACTICE_OFFICE.government, "", day, stub=form.stub)


def _sample(form_id: str) -> bytes:
    return draw(_job(form_id), practice=True)


def _pages(pdf: bytes) -> int:
    if not pdf.startswith(b"%PDF-"):
        raise NotSound("做出来的文书不是PDF文件。")
    return count_pages(pdf)


def _refuse_unless_inside(content: bytes, part: str, what: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if part not in packed.namelist() or packed.testzip():
            raise NotSound(f"写出的{what}不完整。")


def _foreign_register() -> bytes:
    """Two rows as a township might have kept them; the people are invented."""
    heads = ("信访形式", "信访日期", "姓名", "主题", "内容")
    rows = (
        ("来访", "2026-03-02", "蒋戊", "反映水渠漏水", "村东水渠漏水，请求修补。"),
        ("来信", "2026-03-05", "沈己", "询问宅基地审批", "询问宅基地审批进度。"),
    )
    return write_workbook([Sheet("登记簿", "信访登记簿", heads, rows)])
