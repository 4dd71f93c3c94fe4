"""Reading a rule pack: whatever comes from outside is a pack or one sentence, never a crash."""

import copy
import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.calendar import calendar_from_table
from app.core.canonical import canonical
from app.core.deadlines import derive
from app.core.matters import Matter, Step
from app.core.pack_changes import differences
from app.core.pack_reading import LARGEST, content_from_text, pack_from, pack_from_text, packs_from
from app.core.rule_packs import Clock, RulePack
from app.errors import ValidationError
from app.paths import resource

TEXT = resource("rule_packs", "national-2022-2.json").read_text(encoding="utf-8")
NATIONAL: dict[str, Any] = json.loads(TEXT)
KNOWN = {"national-2022-2": pack_from(NATIONAL)}
CLOCK_FIELDS = tuple(field.name for field in fields(Clock))
CALENDAR = calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))
LOCAL = {
    "id": "local-1", "name": "本地", "effective_from": "2026-01-01", "based_on": "national-2022-2",
    "clocks": [{"id": "notice", "days": 5, "unit": "working"}],
}  # fmt: skip
CLOCK = {
    "id": "own", "name": "本地期限", "task": "办理", "article": "本地规定", "days": 3, "starts": ["registered"], "ends": [],
}  # fmt: skip


def by_id(pack: RulePack) -> dict[str, Any]:
    return {clock.id: clock for clock in pack.clocks}


def test_a_pack_based_on_another_replaces_what_it_names_and_keeps_the_rest() -> None:
    pack = pack_from(LOCAL, KNOWN)
    own, national = by_id(pack), by_id(KNOWN["national-2022-2"])
    assert (own["notice"].days, own["notice"].unit) == (5, "working")
    assert own["notice"].ends == national["notice"].ends
    assert own.keys() == national.keys()
    assert all(own[name] == national[name] for name in own if name != "notice")


def test_it_may_leave_clocks_out_and_add_its_own() -> None:
    pack = pack_from(LOCAL | {"without": ["redirect", "suggestion"], "clocks": [CLOCK]}, KNOWN)
    assert set(by_id(KNOWN["national-2022-2"])) - set(by_id(pack)) == {"redirect", "suggestion"}
    assert pack.clocks[-1].id == "own"


def test_what_a_petitioner_may_do_is_never_counted_as_on_time() -> None:
    right = CLOCK | {"owner": "petitioner", "kind": "right"}
    assert pack_from(LOCAL | {"clocks": [right]}, KNOWN).clocks[-1].owner == "petitioner"
    with pytest.raises(ValidationError, match="不能计入及时率"):
        pack_from(LOCAL | {"clocks": [right | {"measure": "answer"}]}, KNOWN)


def test_packs_are_read_in_whatever_order_they_come() -> None:
    third = {"id": "third", "name": "再一个", "effective_from": "2026-02-01", "based_on": "local-1"}
    found = packs_from([third, LOCAL, NATIONAL])
    assert set(found) == {"third", "local-1", "national-2022-2"}
    assert by_id(found["third"])["notice"].days == 5


@pytest.mark.parametrize(
    "contents",
    [
        [LOCAL],
        [LOCAL | {"based_on": "local-1"}],
        [LOCAL | {"based_on": 3}],
        [LOCAL | {"based_on": "x"}, LOCAL | {"id": "x", "based_on": "local-1"}],
    ],
)
def test_a_base_that_is_not_there_is_refused(contents: list[Any]) -> None:
    with pytest.raises(ValidationError):
        packs_from(contents)


def changed(**values: Any) -> dict[str, Any]:
    return LOCAL | values


def with_clock(**values: Any) -> dict[str, Any]:
    return LOCAL | {"clocks": [CLOCK | values]}


@pytest.mark.parametrize(
    "content",
    [
        changed(without=["no_such"]),
        changed(without=["notice"]),
        changed(without="notice"),
        changed(clocks=[{"id": "notice", "days": 5}, {"id": "notice", "days": 6}]),
        changed(clocks=[{"id": "quite_new", "days": 5}]),
        changed(id="Zhejiang"),
        changed(id="with_underscore"),
        changed(effective_from="20260101"),
        changed(effective_from="2026-1-1"),
        changed(effective_from=5),
        changed(name="零\u200b宽"),
        changed(local=1),
        changed(surprise=1),
        changed(representatives=[]),
        changed(representatives=[[10, 3]]),
        changed(representatives=[[0, 5], [10, 3]]),
        changed(representatives=[[20, 3], [10, 4], [0, 5]]),
        changed(representatives=[[0, 0]]),
        changed(warnings=[0]),
        changed(warnings=[True]),
        changed(warnings=[101]),
        with_clock(starts=[]),
        with_clock(starts=["no_such_fact"]),
        with_clock(days=-1),
        with_clock(days=True),
        with_clock(days=3661),
        with_clock(days=121, unit="month"),
        with_clock(days=1, variants=[{"when": {"purpose": ["appeal"]}, "days": 121, "unit": "month"}]),
        with_clock(unit="week"),
        with_clock(choice="overdue_by"),  # a word, which cannot be counted
        with_clock(choice="urge_days_before"),  # not frozen into the matter
        with_clock(step="no_such_step"),
        with_clock(counts_from="no_such_fact"),
        with_clock(when={"purpose": ["complaint"]}),
        with_clock(when={"terms": {"start_day_counts": 1}}),
        with_clock(when={"terms": {"no_such": 1}}),
        with_clock(variants=[{"days": 4}]),
        with_clock(variants=[{"when": {"purpose": ["appeal"]}, "id": "x"}]),
        NATIONAL | {"without": ["notice"]},
        NATIONAL | {"clocks": []},
    ],
)
def test_what_cannot_be_counted_by_is_refused_in_one_sentence(content: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        pack_from(content, KNOWN)
    assert str(refused.value).startswith("规则包不能用：")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "", "[", "null", "[]", '"x"', '{"id": 1, "id": 2}', "[" * 100_000, "1" * 5000, "NaN", "\ud800", '{"id": "\\ud800"}',
        " " * (LARGEST + 1), '{"\\u0000": 1}', TEXT[:-5],
    ],
    ids=range(14),
)  # fmt: skip
def test_a_file_that_is_no_pack_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        pack_from_text(text, KNOWN)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
    | st.sampled_from(["notice", "registered", "appeal", "working", "month", "start_day_counts", "national-2022-2"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*LOCAL, *CLOCK, "when", "variants", "terms", "purpose", "x"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
QUICK = settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def taken(content: Any) -> RulePack | None:
    try:
        return pack_from(content, KNOWN)
    except ValidationError as refused:
        assert set(refused.problems) == {"pack"}
        assert "\n" not in str(refused)
        return None


def use(pack: RulePack, content: Any) -> None:
    """An accepted pack must count, compare and be written down without trouble."""
    assert canonical(content)
    assert all(differences(KNOWN["national-2022-2"], pack))
    steps = tuple(
        Step(entry, date(2026, 3, 3), paper=paper, due_on=date(2026, 4, 1), days=3)
        for entry, paper in (
            ("simplified", ""), ("accepted", ""), ("assigned", ""), ("received", ""), ("hearing_opened", ""), ("extended", ""),
            ("supervised", ""), ("hearing_closed", ""), ("answered", ""), ("delivered", "answer"), ("review_requested", ""),
        )
    )  # fmt: skip
    for terms in (
        (),
        (("hearing_stops_answer", True), ("start_day_counts", True), ("superior_margin_days", 3)),
    ):
        for source in ("本级登记", "上级交办"):
            matter = Matter(
                "m", "2026-0001", "题目", date(2026, 3, 2), purpose="appeal", source=source, steps=steps, terms=terms,
                superior_due_on=date(2026, 5, 1),
            )  # fmt: skip
            assert all(line.explanation for line in derive(matter, pack, CALENDAR))


@QUICK
@given(JSON)
def test_no_json_whatever_crashes_it(content: Any) -> None:
    assert taken(content) is None or isinstance(content, dict)


@QUICK
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=30))
def test_no_text_whatever_crashes_it(text: str) -> None:
    try:
        content_from_text(text)
    except ValidationError as refused:
        assert set(refused.problems) == {"pack"}


@QUICK
@given(st.data())
def test_a_good_pack_with_one_place_changed_is_refused_or_can_be_used(data: st.DataObject) -> None:
    content = copy.deepcopy(data.draw(st.sampled_from([NATIONAL, LOCAL | {"clocks": [CLOCK]}])))
    place: Any = content
    for _ in range(data.draw(st.integers(0, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        inner = [key for key in keys if isinstance(place[key], dict | list) and place[key]]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
    if data.draw(st.booleans()):
        place[key] = data.draw(JSON)
    else:
        del place[key]
    pack = taken(content)
    if pack:
        use(pack, content)


def test_the_example_of_the_document_is_a_pack() -> None:
    text = (resource().parent / "docs" / "rule_packs.md").read_text(encoding="utf-8")
    pack = pack_from_text(text.partition("```json\n")[2].partition("```")[0], KNOWN)
    assert (pack.local, by_id(pack)["notice"].unit, "redirect" in by_id(pack)) == (True, "working", False)


def test_the_document_names_every_field() -> None:
    text = (resource().parent / "docs" / "rule_packs.md").read_text(encoding="utf-8")
    assert [field for field in (*LOCAL, *CLOCK, *CLOCK_FIELDS) if f"`{field}`" not in text] == []
