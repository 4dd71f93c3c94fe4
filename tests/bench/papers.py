"""Papers against the smallest reportlab program that draws the same text in the same font."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from subprocess import run
from sys import executable

from pypdf import PdfReader

from app.core.steps import StepCommand
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.bench.bare import bare_file
from tests.bench.measures import DRAFT, TODAY, Row, median, office

NOTICES = 500

_COLD = """
import time
start = time.perf_counter()
{body}
print(time.perf_counter() - start)
"""
_OURS = """
from datetime import date
from app.core.filling import Filling
from app.paper.drawing import draw
from app.paper.jobs import Job
from app.paper.templates import shipped_wording
words, filling = shipped_wording("acceptance_notice"), Filling({values!r})
draw(Job("letter", words, filling, "青山镇人民政府", "青信受〔2026〕1号", date(2026, 11, 20), "912345678903", stub=True))
"""
_BARE = """
from tests.bench.bare import bare_file
bare_file({pages!r})
"""


def papers(_: int) -> Iterator[Row]:
    """One notice cold and warm, then five hundred in one file: made, numbered, checked, drawn."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 0) as desk:
        first = accepted(desk, 1)[0]
        made = desk.papers.issue("acceptance_notice", first).document
        pages = said(desk.papers.reprint(made.id).content)
        yield Row(
            "受理告知书PDF，冷",
            cold(_OURS.format(values=dict(made.filling.values))),
            cold(_BARE.format(pages=pages)),
            "≤ 1.5",
        )
        yield Row(
            "受理告知书PDF，热",
            median(lambda: desk.papers.reprint(made.id)),
            median(lambda: bare_file(pages)),
            "≤ 1.5",
        )
        accepted(desk, NOTICES - 1)
        due = desk.batches.due(TODAY + timedelta(days=30))
        batch, ours = timed(lambda: desk.batches.print_file(due))
        jobs = [desk.papers._making.job(it) for it in batch.documents]
        everything = said(batch.content)
        _, bare = timed(lambda: bare_file(everything))
        _, drawing = timed(lambda: desk.papers._making.drawn_together(jobs, ""))
        yield Row(f"{len(batch.documents)}份告知书，只画", drawing, bare, "≤ 1.5")
        yield Row(f"{len(batch.documents)}份告知书，取号、核对、入账并画成一个PDF", ours, bare, "≤ 1.5")


def accepted(desk: Desk, count: int) -> list[str]:
    """So many matters that were accepted and whose petitioners were not told yet."""
    found = []
    with desk.register.writing():
        for place in range(count):
            draft = replace(DRAFT, title=f"反映第{place}号水渠淤塞", purpose="appeal")
            done = desk.receptions.register(draft, [Visitor(f"张{chr(0x4E00 + place)}", f"000{place:08d}")])
            desk.matters.take_step(done.matter_id, StepCommand("accept", TODAY), route="opinion")
            found.append(done.matter_id)
    return found


def timed(action: Callable[[], object]):
    start = time.perf_counter()
    result = action()
    return result, time.perf_counter() - start


def cold(body: str) -> float:
    """The same in a fresh process, from its first import on; the middle of five."""
    program = _COLD.format(body=body)
    times = [
        float(run([executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    return sorted(times)[2]


def said(content: bytes) -> list[list[str]]:
    return [page.extract_text().splitlines() for page in PdfReader(BytesIO(content)).pages]
