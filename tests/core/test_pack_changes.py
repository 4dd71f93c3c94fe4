from dataclasses import replace
from datetime import date

import pytest

from app.core.pack_changes import add_pack, differences, period_of
from app.core.pack_reading import pack_from
from app.errors import NotAllowed, ValidationError
from app.services.shipped import packs

DAY = date(2026, 11, 20)
NATIONAL = packs()["national-2022-2"]
GIVEN = {"id": "own-1", "name": "县里的规则", "effective_from": "2026-12-01", "based_on": "national-2022-2"}


def test_the_difference_is_told_clock_by_clock() -> None:
    told = differences(NATIONAL, packs()["zhejiang-2016"])
    assert "书面告知：15日 → 5个工作日" in told
    assert "办结答复，延期：可以延长30日 → 可以延长60日" in told
    assert "代表人数：不超过5人 → 10人以下不超过3人，其余不超过5人" in told
    assert differences(NATIONAL, NATIONAL) == ()


def test_new_and_missing_clocks_are_told_too() -> None:
    told = differences(NATIONAL, packs()["shandong-2015"])
    assert told[0] == "复查受理：新增，3个工作日，依据《山东省信访条例》第四十三条"
    back = differences(packs()["shandong-2015"], NATIONAL)
    assert "改进建议反馈：不再有这个时限（原为30日）" in back


@pytest.mark.parametrize(
    "changes",
    [
        {"days": 14}, {"unit": "working"}, {"task": "别的"}, {"article": "别的"}, {"starts": ("accepted",)}, {"ends": ("closed",)},
        {"kind": "internal"}, {"owner": "unit"}, {"named": "step"}, {"choice": "suggestion_days"}, {"extendable": 5},
        {"suspended_by_hearing": True}, {"exempts_anonymous": False}, {"measure": ""}, {"note": "别的"}, {"variants": ()},
        {"own_days": True}, {"counts_from": "accepted"}, {"name": "别的"},
    ],
)  # fmt: skip
def test_no_change_of_a_clock_goes_untold(changes: dict[str, object]) -> None:
    first, *others = NATIONAL.clocks
    after = replace(NATIONAL, clocks=(replace(first, **changes), *others))  # type: ignore[arg-type]
    assert differences(NATIONAL, after)


def test_a_change_for_some_matters_only_is_told_with_them() -> None:
    first, *others = NATIONAL.clocks
    (when, _), *_ = first.variants
    after = replace(NATIONAL, clocks=(replace(first, variants=((when, (("days", 20),)),)), *others))
    assert any(line.startswith("书面告知，上级转送、上级交办：") for line in differences(NATIONAL, after))


def test_a_period_in_words() -> None:
    words = {clock.id: period_of(clock) for clock in NATIONAL.clocks}
    assert (words["notice"], words["duty"], words["urgent"]) == ("15日", "2个月", "当日")
    assert words["assignment"] == "以文书载明的日期为准"
    assert words["redirect"].startswith("5个工作日（可由本机关设置：")


def test_a_pack_is_taken_in_as_it_was_given() -> None:
    draft = add_pack(GIVEN, " 县信访局〔2026〕3号 ", packs(), DAY)
    assert (draft.kind, draft.occurred_on) == ("rule_pack_added", DAY)
    assert draft.payload == {"pack": GIVEN, "source": "县信访局〔2026〕3号"}


def test_a_code_that_is_taken_is_never_given_again() -> None:
    known = packs() | {"own-1": pack_from(GIVEN, packs())}
    with pytest.raises(NotAllowed, match="内容相同"):
        add_pack(GIVEN, "县信访局", known, DAY)
    with pytest.raises(NotAllowed, match="内容不同"):
        add_pack(GIVEN | {"warnings": [80]}, "县信访局", known, DAY)


@pytest.mark.parametrize("source", ["", "  ", "字" * 301, "县\n局"])
def test_nobody_takes_in_a_pack_without_saying_whence(source: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_pack(GIVEN, source, packs(), DAY)
    assert set(refused.value.problems) == {"source"}
