"""Views hold filters and nothing else; what they mean follows the office's own month."""

from dataclasses import fields
from datetime import date

import pytest

from app.db import journal
from app.errors import ValidationError
from app.services.desk import Desk
from app.services.list_views import MOST_VIEWS, ListView, days_of
from app.services.opening import open_desk
from tests.conftest import PASSWORD, TODAY


def test_a_view_has_no_room_for_a_person() -> None:
    assert {field.name for field in fields(ListView)} == {
        "which", "channel", "state", "village_id", "unit_id", "category", "period", "sort",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "start_day", "span"),
    [
        ("", 1, (None, None)),
        ("this_month", 1, (date(2026, 11, 1), date(2026, 11, 30))),
        ("last_month", 1, (date(2026, 10, 1), date(2026, 10, 31))),
        ("this_year", 1, (date(2026, 1, 1), date(2026, 12, 31))),
        ("this_month", 16, (date(2026, 11, 16), date(2026, 12, 15))),
        ("2026-03-05..2026-04-01", 1, (date(2026, 3, 5), date(2026, 4, 1))),
    ],
)
def test_periods_are_the_office_s_own(period: str, start_day: int, span: object) -> None:
    assert days_of(ListView(period=period), TODAY, start_day) == span


def test_orders_that_cannot_be_had_become_the_usual_one() -> None:
    assert ListView("closed", sort="due").sound().sort == "newest"
    assert ListView("all", unit_id="u", sort="touched").sound().sort == "newest"
    assert ListView("all", sort="touched").sound().sort == "touched"


def test_a_kept_view_that_means_nothing_any_more_is_left_out(desk: Desk) -> None:
    desk.matters.views.keep("好", ListView("closed", sort="oldest"))
    with desk.register.store.writing():
        for place, body in enumerate(("{", "[]", '{"which": "x"}', '{"name": "张三"}', '{"period": "那天"}')):
            desk.register.store.connection.execute(
                "INSERT INTO list_views VALUES (?, ?, ?)", (f"坏{place}", place, body)
            )
    assert desk.matters.views.all() == {"好": ListView("closed", sort="oldest")}


def test_names_are_short_and_not_too_many(desk: Desk) -> None:
    with pytest.raises(ValidationError, match="最多12个字"):
        desk.matters.views.keep("一" * 13, ListView())
    for at in range(MOST_VIEWS):
        desk.matters.views.keep(f"常用{at}", ListView())
    with pytest.raises(ValidationError, match="没有保存"):
        desk.matters.views.keep("再一个", ListView())
    assert desk.matters.views.keep(" 常用0 ", ListView("closed")) == "常用0"


def test_views_and_looks_survive_the_closing_of_the_register(desk: Desk) -> None:
    desk.matters.views.keep("结案", ListView("closed"))
    desk.matters.views.keep_look("matters", {"as": "table"})
    desk.close()
    with open_desk(desk.register.folder, PASSWORD) as again:
        assert again.matters.views.all() == {"结案": ListView("closed")}
        assert again.matters.views.look("matters") == {"as": "table"}
        assert again.safety.verify(full=True).ok


def test_views_go_with_a_backup_and_leave_no_entry(desk: Desk, tmp_path: object) -> None:
    head = journal.head(desk.register.store)
    desk.matters.views.keep("结案", ListView("closed"))
    assert journal.head(desk.register.store) == head
    with open_desk(desk.safety.backup(), PASSWORD) as copy:
        assert list(copy.matters.views.all()) == ["结案"]
