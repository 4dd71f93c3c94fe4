"""The county's table of content classes: shown first, kept as a version, nothing deleted, closed months unchanged."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.periods import Period
from app.core.receptions import ReceptionDraft
from app.county.desk import CountyDesk
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY
from tests.services.test_exchange_kinds import configured, county, october  # noqa: F401

HEADS = "代码,名称,上级代码,停用日期\n"


@pytest.fixture
def hand(desk: Desk, county: CountyDesk, tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: F811
    """Hand a table down as the next version and let the township's clerk agree to it, or only look."""

    def do(rows: str, version: int, *, agreed: bool = True):  # type: ignore[no-untyped-def]
        folder = tmp_path / f"配置{version}"
        folder.mkdir(exist_ok=True)
        (folder / "categories.csv").write_text(HEADS + rows, encoding="utf-8")
        return desk.exchange.take(configured(county, folder, tmp_path / "U盘", version), agreed=agreed)

    return do


def _register(desk: Desk, category: str) -> str:
    today = desk.register.today()
    draft = ReceptionDraft("visit", today, today, "反映水渠淤塞", category=category)
    return desk.receptions.register(draft, [Visitor("张甲")]).matter_id


def test_the_difference_is_shown_and_applied_when_the_clerk_agrees(
    desk: Desk,
    october: Period,  # noqa: F811
    hand,  # type: ignore[no-untyped-def]
) -> None:
    rows = "01,三农,,\n18,数字乡村,,\n1801,网络覆盖,18,\n0102,村务管理,01,2026-01-01\n"
    shown = hand(rows, 1, agreed=False)
    assert shown.waits
    assert list(shown.lines) == [
        "内容分类“农村农业”改名为“三农”",
        "内容分类“农村农业／村务管理”2026年1月1日起停用，已登记的照原样显示",
        "新增内容分类“数字乡村”（代码18）",
        "新增内容分类“数字乡村／网络覆盖”（代码1801）",
        "内容分类表改用第1版；已结账的数字不变",
    ]
    assert desk.offices.classes().path("01") == "农村农业"
    hand(rows, 1)
    tree = desk.offices.classes()
    offered = dict(tree.offered(TODAY))
    assert (offered["01"], offered["1801"]) == ("三农", "数字乡村／网络覆盖")
    assert not [code for code in offered if code.startswith("0102")]
    assert tree.resolve("农村农业") == tree.resolve("三农") == "01"  # an older ledger is still understood
    assert desk.exchange.status().configurations[0].lines == shown.lines
    assert desk.safety.verify(full=True).ok


def test_a_class_in_use_that_is_retired_stays_readable_and_may_stay_where_it_is(
    desk: Desk,
    october: Period,  # noqa: F811
    hand,  # type: ignore[no-untyped-def]
) -> None:
    matter = _register(desk, "0102")
    hand("0102,村务管理,01,2026-01-01\n", 1)
    assert desk.matters.view(matter).names["0102"] == "农村农业／村务管理"
    assert dict(desk.offices.classes().offered(TODAY, "0102"))["0102"] == "农村农业／村务管理（已停用）"
    assert "0102" not in {code for code, _ in desk.suggestions.suggest("村务管理不公开")}
    hand("0102,村务管理,01,\n", 2)
    assert "0102" in {code for code, _ in desk.suggestions.suggest("村务管理不公开")}


def test_the_breakdown_has_the_new_name_and_a_closed_month_the_old_one(
    desk: Desk,
    october: Period,  # noqa: F811
    hand,  # type: ignore[no-untyped-def]
) -> None:
    _register(desk, "01")
    november = desk.month.current()
    desk.register.clock = FixedClock(november.end + timedelta(1))
    desk.month.close(november)
    _register(desk, "01")
    hand("01,三农,,\n", 1)

    def labels(period: Period) -> list[str]:
        return [line.label for line in desk.month.breakdown("by_class", period)]

    assert labels(november) == ["农村农业"]
    assert labels(desk.month.current()) == ["三农"]


def test_later_versions_build_on_earlier_ones(
    desk: Desk,
    october: Period,  # noqa: F811
    hand,  # type: ignore[no-untyped-def]
) -> None:
    hand("18,数字乡村,,\n", 1)
    hand("18,智慧乡村,,\n", 2)
    hand("17,别的,,\n", 3)
    tree = desk.offices.classes()
    assert tree.path("18") == "智慧乡村"
    assert tree.resolve("数字乡村") == "18"
    assert tree.version.endswith("+3")
    assert hand("18,智慧乡村,,\n", 4, agreed=False).lines == ("与本机现行设置一致，没有要改的",)


def test_one_line_that_cannot_be_right_is_told_and_stops_no_other(
    desk: Desk,
    october: Period,  # noqa: F811
    hand,  # type: ignore[no-untyped-def]
) -> None:
    taken = hand("18,国土资源,,\n1801,网络,18,\n19,新类,,\n", 1, agreed=False)
    assert taken.lines[:2] == (
        "内容分类“国土资源”（代码18）不能采用：同级已有这个名称",
        "内容分类“网络”（代码1801）不能采用：没有上级分类“18”",
    )
    hand("18,国土资源,,\n1801,网络,18,\n19,新类,,\n", 1)
    tree = desk.offices.classes()
    assert (tree.find("18"), tree.find("1801"), tree.path("19")) == (None, None, "新类")
