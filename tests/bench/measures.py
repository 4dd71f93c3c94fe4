"""Each measurement beside its bare baseline, in the same run on the same machine."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.core.offices import Office
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.engine.driver import driver
from app.db.engine.keys import LEAST
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor

TODAY = date(2026, 11, 20)
OFFICE = Office("青山镇信访工作办公室", "430999101000", "青", "青川县信访局", "青川县人民政府")
DRAFT = ReceptionDraft(
    "letter", TODAY, TODAY, "反映水渠淤塞影响灌溉", text="下游三十多户用不上水", purpose="appeal"
)


@dataclass(frozen=True)
class Row:
    """One line of the table; times in seconds, the median of the runs."""

    name: str
    ours: float
    baseline: float
    target: str


def median(action: Callable[[], object], runs: int = 30) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def office(folder: Path, matters: int, *, closed: bool = False) -> Desk:
    """An office with so many matters, closed ones or waiting ones."""
    desk = create_office(folder, Setup(OFFICE), "练习用密码1234", clock=FixedClock(TODAY), cost=LEAST)
    with desk.register.writing():
        for place in range(matters):
            day = TODAY - timedelta(days=place % 300)
            done = desk.receptions.register(
                replace(DRAFT, occurred_on=day, registered_on=day, title=f"反映第{place}号事项"),
                [Visitor(f"张{chr(0x4E00 + place % 5000)}", f"000{place:08d}")],
            )
            if closed:
                desk.matters.take_step(done.matter_id, StepCommand("close", day, from_register=True))
    return desk


def saving(_: int) -> Iterator[Row]:
    """A durable reception against one bare durable commit of the same rows."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 0) as desk:
        tables = ("entries", "payloads", "people", "matters", "receptions", "attendances", "deadlines")
        before = {
            table: desk.register.store.value(f"SELECT coalesce(max(rowid), 0) FROM {table}")
            for table in tables[:5]
        }
        serial = iter(range(10_000))
        ours = median(lambda: desk.receptions.register(DRAFT, [Visitor("张甲", f"000{next(serial):08d}")]))
        rows = {
            table: desk.register.store.rows(f"SELECT * FROM {table} WHERE rowid > ? LIMIT 3", (last,))
            for table, last in before.items()
        }
        yield Row("登记一件，落盘", ours, median(bare_commit(Path(folder) / "bare.db", rows)), "≤ 2.5")


def bare_commit(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> Callable[[], None]:
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for table, found in rows.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(len(found[0])))})")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            for row in found:
                connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        connection.execute("COMMIT")

    return commit


def looking(size: int) -> Iterator[Row]:
    """Search as you type against the bare bigram index with one-character prefixes (platform.md §9)."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", size) as desk:
        bare = bare_index(desk)
        for typed in ("水", "张", "第12", "灌溉", "影响灌溉", "0000123"):
            ours = median(lambda typed=typed: desk.matters.find(typed))  # type: ignore[misc]
            yield Row(f"查找“{typed}”，{size}件", ours, median(lambda typed=typed: bare(typed)), "≤ 1.5")  # type: ignore[misc]


def bare_index(desk: Desk) -> Callable[[str], object]:
    connection = driver.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE i USING fts5(t, content='', prefix=1)")
    for row, title, people in desk.register.store.rows("SELECT row, title, people FROM matters"):
        text = f"{people}{title}下游三十多户用不上水"
        connection.execute(
            "INSERT INTO i (rowid, t) VALUES (?,?)",
            (row, " ".join(text[n : n + 2] for n in range(len(text)))),
        )

    def find(typed: str) -> object:
        words = (
            f'"{typed}"*'
            if len(typed) == 1
            else '"' + " ".join(typed[n : n + 2] for n in range(len(typed) - 1)) + '"'
        )
        return connection.execute(
            "SELECT rowid FROM i WHERE i MATCH ? ORDER BY rowid DESC LIMIT 50", (words,)
        ).fetchall()

    return find


def today_page(size: int) -> Iterator[Row]:
    """The Today page with many closed matters against the same with few."""
    with tempfile.TemporaryDirectory() as folder:
        with office(Path(folder) / "few", 200, closed=True) as few:
            baseline = median(few.today.sheet)
        with office(Path(folder) / "many", size, closed=True) as many:
            yield Row(f"今日页，已结{size}件对200件", median(many.today.sheet), baseline, "≤ 1.3")


def forms(_: int) -> Iterator[Row]:
    """One warm form against the smallest reportlab program that draws the same text."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 1) as desk:
        matter = desk.matters.page(which="all")[0].id
        desk.papers.issue("receipt", matter)
        lines = said(desk.papers.issue("receipt", matter).content)
        yield Row(
            "接收回执PDF，热",
            median(lambda: desk.papers.issue("receipt", matter)),
            median(lambda: bare_page(lines)),
            "≤ 1.5",
        )


def said(content: bytes) -> list[str]:
    import io

    from pypdf import PdfReader

    return "".join(page.extract_text() + "\n" for page in PdfReader(io.BytesIO(content)).pages).splitlines()


def bare_page(lines: list[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from app.paths import resource

    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bare", resource("fonts", "PDFang-Regular.ttf")))
    canvas = Canvas("", pagesize=(595, 842))
    canvas.setFont("bare", 14)
    for place, line in enumerate(lines):
        canvas.drawString(60, 800 - 20 * place, line)
    return bytes(canvas.getpdfdata())


def month(size: int) -> Iterator[Row]:
    """The month's table against one bare count over the same table."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", size) as desk:
        period = desk.month.period("2026-10")

        def count() -> object:
            bare = "SELECT count(*) FROM receptions WHERE registered_on LIKE '2026-10%'"
            return desk.register.store.value(bare)

        yield Row(
            f"月报表，{size}件", median(lambda: desk.month.table(period)), median(count), "1,000,000件 ≤ 1 s"
        )


MEASURES: tuple[Callable[[int], Iterator[Row]], ...] = (saving, looking, today_page, forms, month)
