"""Stub (存根) above, cut line, the petitioner's part below: what is given over the counter (law.md §7.2)."""

from dataclasses import replace

from app.paper.flow import Row, blank, pour
from app.paper.fonts import Family
from app.paper.jobs import Job
from app.paper.layout import SLIP_FRAME, body_rows, cut_row, line_row, signature_rows, title_rows
from app.paper.parts import grid_rows, list_rows, paragraph_rows
from app.paper.sheet import SI_HAO, WU_HAO, XIAO_ER, XIAO_SI, Sheet
from app.paper.table import Type

SHORT_LIST = 8  # so many papers are listed on the receipt itself

_SMALL = Type(WU_HAO, 15.0, 22.0)
_LEADING = 23.0


def compose(sheet: Sheet, job: Job) -> None:
    """Stub and receipt on one page; a list too long for it follows on a page of its own."""
    rows = [*_stub(job), cut_row(f"……{job.number}……骑缝（盖章）……"), *_receipt(job)]
    if _listed(job) > SHORT_LIST:
        rows += _long_list(job)
    pour(sheet, rows, SLIP_FRAME, lambda _: None)


def _listed(job: Job) -> int:
    return len(job.filling.lists.get(job.words.table.source, ())) if job.words.table else 0


def _stub(job: Job) -> list[Row]:
    return [
        *title_rows(f"{job.title}（存根）", size=SI_HAO + 2, above=0, below=0),
        line_row(job.number, 20, Family.FANG, WU_HAO, align="right"),
        *grid_rows(job, "stub", label=62, kind=_SMALL),
    ]


def _receipt(job: Job) -> list[Row]:
    words = job.words
    rows = [
        *title_rows(job.title, size=XIAO_ER, above=6, below=2),
        line_row(job.number, 24, Family.FANG, XIAO_SI, align="right"),
        *body_rows([job.said(words.salutation)], size=SI_HAO, leading=_LEADING, indent=0),
        *paragraph_rows(job, words.body, size=SI_HAO, leading=_LEADING),
    ]
    if 0 < _listed(job) <= SHORT_LIST:
        rows += [blank(4), *list_rows(job, _SMALL), blank(6)]
    rows += paragraph_rows(job, words.closing, size=SI_HAO, leading=_LEADING)
    remark = job.said(words.remark)
    rows += body_rows([remark] if remark else [], size=SI_HAO, leading=_LEADING, family=Family.HEI)
    return [*rows, *signature_rows(job.organ, job.issued_on, size=SI_HAO, leading=_LEADING)]


def _long_list(job: Job) -> list[Row]:
    first, *others = title_rows("材料清单", size=XIAO_ER, above=0, below=2)
    return [
        replace(first, fresh=True),
        *others,
        line_row(f"附于{job.number}", 24, Family.FANG, XIAO_SI, align="right"),
        *list_rows(job, _SMALL),
    ]
