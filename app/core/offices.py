"""The office (信访工作机构) itself: who it is, whom it answers to, how it likes to work.

Names and bodies printed on paper come from here, and so do the settings of law.md §10 that
this version reads. A setting nobody reads does not exist.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from app.core.choices import DEFAULTS, Choices, choice_problems, non_default, unknown_choices, with_changes
from app.core.entries import Draft, Entry
from app.core.sheet_rows import typed_rows
from app.errors import ValidationError

LEADER_COLUMNS = ("领导", "接访时间", "接访地点")
_CODE = re.compile(r"[1-9][0-9]{11}")
FEWEST_PASSWORD_CHARACTERS = 8


@dataclass(frozen=True)
class Office:
    """A township's petition office as it signs its papers.

    `code` is the 12-digit division code, `organ_code` the organ's short form in document
    numbers (机关代字), `review_body` the body that hears a request for review (条例 Art 35),
    `choices` what the rules leave to the office, `sealed_readers` who may open 检举控告
    matters (names with 、 between them; nobody named means the clerk alone). `PUBLISHED` is what
    the public is told (条例 Art 18 ¶1, 个人信息保护法 Art 17): `leader_days` has one leader a line,
    `kept_for` says how long papers are kept; empty, the notice leaves it to the pen.
    """

    name: str
    code: str
    organ_code: str
    superior: str
    review_body: str
    government: str = ""
    clerk: str = ""
    phone: str = ""
    address: str = ""
    practice: bool = False
    month_start_day: int = 1
    group_visit_threshold: int = 5
    assignment_days: int = 30
    rounding: str = "half_up"
    rate_decimals: int = 2
    idle_lock_minutes: int = 5
    sealed_readers: str = ""
    postcode: str = ""
    reception_hours: str = ""
    reception_place: str = ""
    complaint_phone: str = ""
    online_channel: str = ""
    progress_ways: str = ""
    leader_days: str = ""
    kept_for: str = ""
    choices: Choices = DEFAULTS

    @property
    def organ(self) -> str:
        """The organ that signs (有权处理的机关): the government, not the office inside it."""
        return self.government or self.name


PUBLISHED = (
    "postcode", "reception_hours", "reception_place", "complaint_phone", "online_channel", "progress_ways",
    "leader_days", "kept_for",
)  # fmt: skip
_LATER = ("sealed_readers", *PUBLISHED)  # not there in the first registers; kept only where it says something

_SETTINGS: dict[str, tuple[int, int, str]] = {
    "month_start_day": (1, 28, "统计月起始日应为1到28之间的数"),
    "group_visit_threshold": (2, 100, "集体访人数标准应为2到100之间的数"),
    "assignment_days": (1, 365, "交办期限应为1到365天"),
    "rate_decimals": (0, 4, "百分比小数位应为0到4"),
    "idle_lock_minutes": (1, 120, "空闲锁定时间应为1到120分钟"),
}


def check_office(office: Office) -> None:
    """Refuse an office that could not sign its papers; raises `ValidationError` with a text per field."""
    problems = _name_problems(office) | _setting_problems(office) | choice_problems(office.choices)
    problems |= _leader_problem(office)
    if problems:
        raise ValidationError(problems)


def _name_problems(office: Office) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not office.name.strip():
        problems["name"] = "请填写机构名称，例如“青山镇信访工作办公室”"
    if not _CODE.fullmatch(office.code):
        problems["code"] = "区划代码应为12位数字，例如430999101000"
    if not office.organ_code.strip() or len(office.organ_code) > 8:
        problems["organ_code"] = "请填写机关代字，例如“青”，它印在文号“青信受〔2026〕1号”里"
    if not office.superior.strip():
        problems["superior"] = "请填写上级信访部门，例如“青川县信访局”"
    return problems


def _setting_problems(office: Office) -> dict[str, str]:
    problems = {
        name: sentence
        for name, (least, most, sentence) in _SETTINGS.items()
        if not least <= getattr(office, name) <= most
    }
    if office.rounding not in {"half_up", "truncate"}:
        problems["rounding"] = "取舍方式应为四舍五入或截尾"
    return problems


def leader_rows(text: str, field: str = "领导接访安排") -> list[dict[str, str]]:
    """领导接访安排, one leader a line; ValidationError names the line that cannot be read."""
    return typed_rows(text, LEADER_COLUMNS, field)


def _leader_problem(office: Office) -> dict[str, str]:
    try:
        leader_rows(office.leader_days, "leader_days")
    except ValidationError as error:
        return {"leader_days": error.problems["leader_days"].replace("没有制作", "没有保存")}
    return {}


def suggest_organ_code(name: str) -> str:
    """The first character of the place's name, which most townships use as their 机关代字."""
    return name.strip()[:1]


def suggest_government(name: str) -> str:
    """“青山镇信访工作办公室” signs as 青山镇人民政府; a sub-district as its 办事处."""
    for ending, organ in (("镇", "人民政府"), ("乡", "人民政府"), ("街道", "办事处")):
        place, found, _ = name.partition(ending)
        if found and place:
            return place + ending + organ
    return name


def suggest_review_body(superior: str) -> str:
    """The county government hears reviews of a township's answers (条例 Art 35); its bureau does not."""
    for ending in ("县", "区", "市", "旗"):
        place, found, _ = superior.partition(ending)
        if found and place:
            return place + ending + "人民政府"
    return superior


def password_problem(password: str) -> str:
    """What is wrong with a new password, or nothing."""
    if len(password) < FEWEST_PASSWORD_CHARACTERS:
        return f"密码至少{FEWEST_PASSWORD_CHARACTERS}位，可以用一句好记的话"
    if len(set(password)) < 4:
        return "密码太简单，请不要只用一两个字符重复"
    return ""


def open_office(office: Office, today: date) -> Draft:
    """The register's first entry."""
    check_office(office)
    return Draft("office_opened", "office", today, office_values(office))


def change_office(office: Office, changes: Mapping[str, Any], today: date) -> Draft:
    """A change of name, body or setting; the old value stays in the journal.

    `choices` in `changes` holds the changed ones by name, and of these the entry keeps only
    those that really differ.
    """
    chosen = changes.get("choices", {})
    if problems := unknown_choices(chosen):
        raise ValidationError(problems)
    check_office(_changed(office, changes))
    differing = {name: value for name, value in chosen.items() if value != getattr(office.choices, name)}
    payload = {name: value for name, value in changes.items() if name != "choices"}
    return Draft("office_changed", "office", today, payload | ({"choices": differing} if differing else {}))


def apply_office(office: Office | None, entry: Entry) -> Office:
    """What an office entry means."""
    return _changed(office, _known(entry.payload)) if office else office_from(entry.payload)


def office_values(office: Office) -> dict[str, Any]:
    """The office as plain values; of the choices only what is not the default.

    So a register made before a choice existed holds the same text as one rebuilt today.
    """
    values, chosen = asdict(office), non_default(office.choices)
    del values["choices"]
    for name in _LATER:
        if not values[name]:
            del values[name]
    return values | ({"choices": chosen} if chosen else {})


def office_from(values: Mapping[str, Any]) -> Office:
    """The office from what `office_values` gave; names of other versions are left aside."""
    known = _known(values)
    return Office(**known | {"choices": with_changes(DEFAULTS, known.get("choices", {}))})


def _changed(office: Office, changes: Mapping[str, Any]) -> Office:
    choices = with_changes(office.choices, changes.get("choices", {}))
    return replace(office, **{**changes, "choices": choices})


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Office)}
    return {name: value for name, value in values.items() if name in known}
