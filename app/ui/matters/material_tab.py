"""材料: what was said or written, reception by reception."""

from collections.abc import Sequence
from datetime import date

from app.core.receptions import CHANNELS, Reception
from app.ui.matters.lateness import short_date
from app.ui.matters.sheet import Sheet
from app.ui.matters.timeline_tab import TEXT_WIDTH
from app.ui.theme import Type, space
from app.ui.widgets.card import rule
from app.ui.widgets.plain import PlainLabel


class MaterialTab(Sheet):
    """The texts of every reception, the latest first."""

    def show_receptions(self, receptions: Sequence[Reception], today: date) -> None:
        self.begin()
        for at, reception in enumerate(reversed(receptions)):
            if at:
                self.column.addWidget(rule())
            self._add(reception, today)
        self.finish()

    def _add(self, reception: Reception, today: date) -> None:
        self.column.addWidget(PlainLabel(heading(reception, today), strong=True, wrap=True))
        if reception.text:
            self._add_text("内容", reception.text)
        if reception.request:
            self._add_text("诉求", reception.request)
        if not (reception.text or reception.request):
            self.column.addWidget(PlainLabel("没有记内容", soft=True))

    def _add_text(self, word: str, text: str) -> None:
        body = PlainLabel(text, wrap=True).selectable()
        body.setMaximumWidth(TEXT_WIDTH)
        self.column.addWidget(PlainLabel(word, Type.CAPTION))
        self.column.addSpacing(-space(2))
        self.column.addWidget(body)


def heading(reception: Reception, today: date) -> str:
    """第2次　来访　11月20日　3人, with what else is known of it."""
    parts = [
        f"第{reception.ordinal}次", CHANNELS[reception.channel], short_date(reception.occurred_on, today),
        f"{reception.head_count}人" if reception.head_count > 1 else "",
        f"代理人{reception.agent}" if reception.agent else "",
        f"信封编号{reception.envelope_number}" if reception.envelope_number else "",
        "匿名" if reception.anonymous else "", "已作废" if reception.voided else "",
    ]  # fmt: skip
    return "　".join(part for part in parts if part)
