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
from app.core.search_terms import query, terms
from app.core.steps import StepCommand
from app.db.engine.costs import LEAST
from app.db.engine.driver import driver
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.bench.bulk import clone, fill_search, written

TODAY = date(2026, 11, 20)
OFFICE = Office("青山镇信访工作办公室", "430999101000", "青", "青川县信访局", "青川县人民政府")
DRAFT = ReceptionDraft(
    "letter", TODAY, TODAY, "反映水渠淤塞影响灌溉", text="下游三十多户用不上水", purpose="appeal"
)


@dataclass(frozen=True)
class Row:
    """One line of the table; times in seconds, the median of the runs. Memory in megabytes has `unit` MB."""

    name: str
    ours: float
    baseline: float
    target: str
    unit: str = "ms"

    def line(self) -> str:
        scale = 1000 if self.unit == "ms" else 1
        both = f"{self.ours * scale:.2f} {self.unit} | {self.baseline * scale:.2f} {self.unit}"
        return f"| {self.name} | {both} | {self.ours / self.baseline:.2f} | {self.target} |"


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


TYPED = ("水", "张", "李伟", "第12", "灌溉", "水渠淤塞", "危房改造", "000123", "1234X", "没有的词")


def looking(size: int) -> Iterator[Row]:
    """Search as you type, list rows and all, against the bare index alone (bigram with prefix, platform.md §9)."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 1, closed=True) as desk:
        store = desk.register.store
        clone(store, desk.matters.page(which="all")[0].id, size)
        fill_search(store, size, terms)
        bare = bare_index(Path(folder) / "bare.db", size)
        for typed in TYPED:
            ours, baseline = (
                slowest(lambda typed=typed: desk.matters.find(typed)),
                slowest(lambda typed=typed: bare(typed)),
            )  # type: ignore[misc]
            yield Row(f"查找“{typed}”，{size}件，最慢", ours, baseline, "≤ 1.5")


def slowest(action: Callable[[], object], runs: int = 100) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return sorted(times)[-2]  # the very slowest is the machine's, not the query's


def bare_index(path: Path, size: int) -> Callable[[str], object]:
    """The same texts in the quickest index there is, in a file of the same encryption, nothing but row numbers."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    connection.execute("CREATE VIRTUAL TABLE i USING fts5(t, content='', prefix='1', tokenize='ascii')")
    connection.execute("BEGIN")
    rows = ((row, " ".join(terms(part) for part in written(row))) for row in range(2, size + 2))
    connection.executemany("INSERT INTO i (rowid, t) VALUES (?,?)", rows)
    connection.execute("COMMIT")

    def find(typed: str) -> object:
        return connection.execute(
            "SELECT rowid FROM i WHERE i MATCH ? ORDER BY rowid DESC LIMIT 50", (query(typed),)
        ).fetchall()

    return find


def today_page(size: int) -> Iterator[Row]:
    """The Today page with many closed matters and forty open ones against the same with few closed ones."""
    with tempfile.TemporaryDirectory() as folder:
        with busy_office(Path(folder) / "few", 1_000) as few:
            baseline = median(few.today.sheet)
        with busy_office(Path(folder) / "many", size) as many:
            yield Row(f"今日页，已结{size}件对1000件", median(many.today.sheet), baseline, "≤ 1.3")


def busy_office(folder: Path, closed: int) -> Desk:
    """An office with so many closed matters and forty that wait."""
    desk = office(folder, 1, closed=True)
    clone(desk.register.store, desk.matters.page(which="all")[0].id, closed)
    for place in range(40):
        day = TODAY - timedelta(days=8 + place % 12)
        desk.receptions.register(replace(DRAFT, occurred_on=day, registered_on=day), [Visitor(f"张{place}")])
    return desk


def deriving(_: int) -> Iterator[Row]:
    """Every deadline of ten thousand open matters, against counting as many days with bare dates."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 200) as desk:
        for row in desk.matters.page(which="all", limit=150)[::2]:
            desk.matters.take_step(row.id, StepCommand("accept", row.registered_on + timedelta(days=3)))
        known = [desk.matters.matter(row.id) for row in desk.matters.page(which="all", limit=200)]
        law = desk.register.law()

        def derive_all() -> int:
            found = 0
            for n in range(10_000):
                matter = known[n % len(known)]
                for kept in ("events", "facts"):  # what a matter has worked out already must not make it free
                    vars(matter).pop(kept, None)
                found += len(law.deadlines(matter))
            return found

        def bare() -> object:
            return [TODAY + timedelta(days=15 + n % 60) for n in range(20_000)]

        yield Row("一万件在办事项的全部时限", median(derive_all, 5), median(bare, 5), "≤ 300 ms")


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


MEASURES: tuple[Callable[[int], Iterator[Row]], ...] = (deriving, today_page, looking, forms)
