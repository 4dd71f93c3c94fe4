"""Reconciling this register with an export of the official system, and writing what has to be entered there."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.channels import CHANNELS
from app.core.matters import SEALED_TITLE, STATES
from app.core.receptions import PURPOSES
from app.core.reconciliation import (
    HEADERS,
    MISSING_THERE,
    NOT_ENTERED,
    Difference,
    Local,
    compare,
    read_official,
)
from app.db import people
from app.db import reconciliation as rows
from app.db.engine.files import file_errors, write_out
from app.exchange.registers import LARGEST_FILE, read_register
from app.services.classes import classes
from app.services.register import Register

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Reconciled:
    """How many matters both sides have, and what they do not agree on."""

    there: int
    here: int
    differences: tuple[Difference, ...]

    @property
    def sentence(self) -> str:
        if not self.differences:
            return f"系统导出{self.there}件，与本机核对一致"
        return f"系统导出{self.there}件，有{len(self.differences)}处不一致"


class Reconciling:
    """Comparing with the official system; nothing in the register changes."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def compare(self, path: Path) -> Reconciled:
        """What an export (.xlsx or .csv) and this register do not agree on."""
        with file_errors(path), path.open("rb") as file:
            raw = read_register(file.read(LARGEST_FILE + 1))
        there = read_official(raw.headers, ((row.number, row.cells) for row in raw.rows))
        here = tuple(_hidden(local) for local in rows.local_matters(self._register.store))
        return Reconciled(len(there), len(here), compare(there, here))

    def write_missing(self, found: Reconciled, path: Path) -> int:
        """A table (.csv) of what is not in the official system yet, in its own columns; how many rows.

        Sealed matters stay out: they are entered there by hand, by whoever may.
        """
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(HEADERS)
        count = 0
        for values in self._missing(found):
            writer.writerow([_literal(values.get(name, "")) for name in HEADERS])
            count += 1
        write_out(path, buffer.getvalue().encode("utf-8-sig"))
        return count

    def _missing(self, found: Reconciled) -> Iterator[Mapping[str, str]]:
        names = rows.village_names(self._register.store)
        due = {local.id: local.due_on for local in rows.local_matters(self._register.store)}
        for difference in found.differences:
            if difference.kind not in {MISSING_THERE, NOT_ENTERED}:
                continue
            matter = self._register.matter(difference.matter_id)
            if matter.sealed:
                continue
            first = matter.receptions[0]
            present = people.of_matter(self._register.store, matter.id)
            yield {
                "信访件编号": matter.external_number, "信访形式": CHANNELS[first.channel],
                "信访日期": first.occurred_on.isoformat(), "登记时间": matter.registered_on.isoformat(),
                "姓名": "、".join(person.name for person in present), "人数": str(first.head_count),
                "信访目的": PURPOSES.get(matter.purpose, ""), "内容分类": classes(self._register.store).path(matter.category),
                "信访人诉求": first.request, "概况": first.text or matter.title,
                "问题属地": names.get(matter.village_id, ""), "作出受理意见日期": _iso(matter.on("accepted")),
                "作出处理意见日期": _iso(matter.on("answered")), "限期答复时间": _iso(due.get(matter.id)),
                "办结时间": _iso(matter.on("closed")), "办理状态": STATES[matter.state],
            }  # fmt: skip


def _hidden(local: Local) -> Local:
    return Local(**vars(local) | {"title": local.title or SEALED_TITLE, "state": STATES[local.state]})


def _iso(day: object) -> str:
    return str(day) if day else ""


def _literal(text: str) -> str:
    """A cell that a spreadsheet takes for text and never for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
