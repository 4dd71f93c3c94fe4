"""工作总结: the period's numbers in the office's own words, as Word file and on paper."""

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.core.entries import Draft
from app.core.figures import AXES, AXIS_BY_ID, Line
from app.core.offices import Office
from app.core.periods import Period
from app.core.summaries import CHART, Block, Numbers, Summary, summary_from, write
from app.core.summaries.slots import filled, unknown_slots
from app.db import office_texts
from app.errors import ValidationError
from app.paths import resource
from app.services.month import Month, MonthTable
from app.services.month_charts import course
from app.services.register import Register

if TYPE_CHECKING:
    from app.paper.chart_outputs import Chart

WORDS, TEMPLATE = "summary", "summary_template"
_ACROSS = 430  # points, a little less than the line of text
_ENDINGS = ("人民政府", "街道办事处", "办事处")


class Summaries:
    """Writing a summary, and keeping the words and the sheet it is written on."""

    def __init__(self, register: Register, month: Month) -> None:
        self._register, self._month = register, month

    def words(self) -> str:
        """The TOML of the words as kept, or the shipped ones."""
        kept = office_texts.load(self._register.store, WORDS)
        return kept or resource("summary", "summary.toml").read_text(encoding="utf-8")

    def keep_words(self, text: str) -> Summary:
        """Use these words from now on; raises `ValidationError` and keeps the old ones if they cannot be used."""
        summary = summary_from(text)
        self._keep(WORDS, text)
        return summary

    def reset_words(self) -> None:
        """Back to the shipped words."""
        self._keep(WORDS, "")

    def has_template(self) -> bool:
        return bool(office_texts.load(self._register.store, TEMPLATE))

    def keep_template(self, content: bytes) -> tuple[str, ...]:
        """Write summaries on the office's own .docx from now on; gives the places it found there."""
        from app.reports.summary_docx import BODY_PLACE, TITLE_PLACE, places_of

        places = places_of(content)
        unknown = [
            one for one in places if one not in {BODY_PLACE, TITLE_PLACE} and unknown_slots("{" + one + "}")
        ]
        if unknown:
            raise ValidationError(
                {"template": f"模板里的“{unknown[0][:40]}”不是能用的位置，没有采用，原来的照旧；请改正后再选"}
            )
        self._keep(TEMPLATE, base64.b64encode(content).decode())
        return places

    def remove_template(self) -> None:
        """Back to our own sheet."""
        self._keep(TEMPLATE, "")

    def blocks(self, period: Period) -> tuple[Block, ...]:
        """The summary as paragraphs."""
        numbers, where = self._numbers(period)
        return write(summary_from(self.words()), numbers, where)

    def docx(self, period: Period) -> bytes:
        """The summary as .docx, on the office's template where it has one."""
        from app.reports.summary_docx import summary_docx, summary_on_template

        blocks, practice = self.blocks(period), self._register.office().practice
        charts = self._charts(blocks, period)
        kept = office_texts.load(self._register.store, TEMPLATE)
        if not kept:
            return summary_docx(blocks, charts, practice=practice)
        numbers, where = self._numbers(period)
        return summary_on_template(
            base64.b64decode(kept), blocks, charts, lambda place: filled("{" + place + "}", numbers, where),
            practice=practice,
        )  # fmt: skip

    def pdf(self, period: Period) -> bytes:
        """The summary on paper."""
        from app.paper.summary_sheet import draw

        blocks = self.blocks(period)
        return draw(blocks, self._charts(blocks, period), practice=self._register.office().practice)

    def _numbers(self, period: Period) -> tuple[Numbers, Mapping[str, str]]:
        table, office = self._month.table(period), self._register.office()
        lines = {axis.id: self._lines(axis.id, table) for axis in AXES}
        where = {
            "place": place_of(office), "period": period.name, "office": office.name, "superior": office.superior,
            "span": period.span,
        }  # fmt: skip
        return Numbers(table.figures, table.last_year, table.previous, lines), where

    def _lines(self, axis_id: str, table: MonthTable) -> tuple[Line, ...]:
        kept = table.breakdowns.get(axis_id)
        return kept if kept is not None else self._month.breakdown(axis_id, table.period)

    def _charts(self, blocks: tuple[Block, ...], period: Period) -> dict[str, "Chart"]:
        wanted = [block.text for block in blocks if block.kind == CHART]
        return {text: self._chart(text, period) for text in wanted}

    def _chart(self, text: str, period: Period) -> "Chart":
        from app.paper import charts

        kind, _, name = text.partition(":")
        if kind == "bars":
            axis = AXIS_BY_ID[name]
            items = [(line.label, line.value.value) for line in self._month.breakdown(name, period)]
            return charts.bars(items, unit=axis.unit, title=f"按{axis.name}", across=_ACROSS)
        one = course(self._month, name, period)
        return charts.trend(
            [charts.Series(one.title, one.points)],
            unit=one.unit,
            title=f"{one.title}（逐月）",
            size=(_ACROSS, 170),
        )

    def _keep(self, name: str, body: str) -> None:
        self._register.record(
            Draft("office_text_kept", "office", self._register.today(), {"name": name, "body": body})
        )


def place_of(office: Office) -> str:
    """青山镇人民政府 → 青山镇: how a summary's title names the place."""
    organ = office.organ
    return next(
        (organ.removesuffix(ending) for ending in _ENDINGS if organ.endswith(ending)),
        organ.partition("信访")[0],
    )
