"""依法分类 on accepting: which way of 条例 Art 31 the matter goes, and what that means for its clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.core.matters import Matter
from app.core.routes import DUTY, OPINION, ROUTES
from app.core.steps import Ask, offers
from app.ui.widgets.field import Field
from app.ui.widgets.options import Options

_CLOCKS = {
    OPINION: "自受理之日起60日内办结（第三十四条）",
    DUTY: "按专门法律规定的期限办理；没有规定的，两个月内履行或者答复",
}
_OTHER_CLOCK = "不适用60日的办理期限，按有关程序的规定办理"
_PURPOSE_OPEN = "信访目的还没有定，选定以后登记为申诉求决；是建议意见或者检举控告的，请先“更正”信访目的。"
DIVIDED = ("", "appeal")  # only 申诉求决 is divided by Art 31


class RoutePart(QObject):
    """The field of the route; its hint follows what is chosen.

    Signals:
        changed: Another way was chosen.
    """

    changed = Signal()

    def __init__(self, matter: Matter) -> None:
        super().__init__()
        self._purpose = matter.purpose
        self.options = Options([(route.id, route.label) for route in ROUTES.values()], name="办理途径")
        self.options.choose(matter.route or OPINION)
        self.field = Field("办理途径（依法分类，条例第三十一条）", self.options)
        self.options.changed.connect(self._on_changed)
        self._show_hint()

    def value(self) -> str:
        return self.options.value()

    def _on_changed(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        said = f"{ROUTES[self.value()].hint}。{clock_words(self.value())}。"
        self.field.set_hint(said + ("" if self._purpose else f"\n{_PURPOSE_OPEN}"))


def clock_words(route: str) -> str:
    """How long the office has on this way (条例 Art 34; 行政诉讼法 Art 47)."""
    return _CLOCKS.get(route, _OTHER_CLOCK)


def duty_days(matter: Matter, today: Callable[[], date]) -> Ask | None:
    """What accepting asks for on the way of item 5 only: the days that a special law allows."""
    offered = offers(replace(matter, route=DUTY), today())
    accept = next(offer for offer in offered if offer.kind == "accept")
    return next((ask for ask in accept.asks if ask.name == "days"), None)
