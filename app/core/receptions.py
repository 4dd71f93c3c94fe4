"""Receptions (登记): one letter, visit, web message or call — one 件次 or 批次.

Several receptions may concern one matter (信访事项): the same person coming back about the
same thing is a further reception, counted as 件次 but not as another 件 (law.md §5.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.calendar import FIRST
from app.core.channels import CHANNELS
from app.core.choices import Choices, large_groups, months_before
from app.core.identity import normalise_text
from app.core.offices import Office
from app.errors import ValidationError

__all__ = [
    "CHANNELS",
    "LEVELS",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "MOST_REPRESENTATIVES",
    "PURPOSES",
    "REPRESENTATIVES",
    "Attendance",
    "Reception",
    "ReceptionDraft",
    "check_reception",
    "comes_again",
    "gathering",
    "tidy_title",
]

LEVELS = {
    "nation": "进京", "province": "赴省", "city": "到市", "county": "到县（区）", "township": "来镇（街道）", "village": "到村（社区）",
}  # fmt: skip
"""走访层级: where a visit was received. It says which office counted it, never where a person is."""
PURPOSES = {"suggestion": "建议意见", "report": "检举控告", "appeal": "申诉求决"}
REPRESENTATIVES = "《信访工作条例》第二十条第三款"
MOST_REPRESENTATIVES = 5
LONGEST_TITLE = 60
LONGEST_TEXT = 60_000


@dataclass(frozen=True)
class Attendance:
    """One person's part in one reception; a representative (代表) speaks for a group."""

    person_id: str
    representative: bool = False


@dataclass(frozen=True)
class Reception:
    """One registered reception as it stands.

    `occurred_on` is the day of the letter or visit, `registered_on` the day the office took
    it into its register, from which the statutory periods run (条例 Art 22, 23); `recorded_at`
    the moment the entry was written down. `head_count` is everyone who came. `after_steps` says
    how many steps the matter had before it; `shared` that the same letter is counted under the
    matter this one was split from; `level` where a visit was received (走访层级), empty for here.
    """

    id: str
    matter_id: str
    ordinal: int
    channel: str
    occurred_on: date
    registered_on: date
    head_count: int = 1
    attendances: tuple[Attendance, ...] = ()
    text: str = ""
    request: str = ""
    occurred_at: str = ""
    envelope_number: str = ""
    anonymous: bool = False
    agent: str = ""
    repeat: bool = False
    external_number: str = ""
    fingerprint: str = ""
    note: str = ""
    voided: bool = False
    recorded_at: str = ""
    revision: int = 0
    after_steps: int = 0
    shared: bool = False
    level: str = ""


@dataclass(frozen=True)
class ReceptionDraft:
    """What the clerk has typed about one reception and, for a first one, its matter."""

    channel: str
    occurred_on: date
    registered_on: date
    title: str
    attendances: tuple[Attendance, ...] = ()
    head_count: int = 1
    text: str = ""
    request: str = ""
    purpose: str = ""
    category: str = ""
    village_id: str = ""
    source: str = "本级登记"
    accused_unit_id: str = ""
    accused: str = ""
    occurred_at: str = ""
    envelope_number: str = ""
    anonymous: bool = False
    agent: str = ""
    repeat: bool = False
    external_number: str = ""
    fingerprint: str = ""
    note: str = ""
    leader: str = ""
    route: str = ""
    superior_due_on: date | None = None
    split_from: str = ""
    level: str = ""


def check_reception(
    draft: ReceptionDraft, today: date, *, most: int = MOST_REPRESENTATIVES, article: str = REPRESENTATIVES
) -> None:
    """Refuse what cannot be right; raises `ValidationError` with a sentence per field.

    `most` is how many may speak for a group of this size under the office's rules, `article`
    what the sentence cites for it, nothing where the rule is a local one.
    """
    problems = _date_problems(draft, today) | _people_problems(draft, most, article) | _text_problems(draft)
    if problems:
        raise ValidationError(problems)


def _date_problems(draft: ReceptionDraft, today: date) -> dict[str, str]:
    problems = {}
    if draft.channel not in CHANNELS:
        problems["channel"] = "请选择信访形式：来信、来访、网上、来电或其他"
    if draft.occurred_on < FIRST:
        problems["occurred_on"] = f"信访日期早于{FIRST.year}年，请核对年份"
    elif draft.occurred_on > draft.registered_on:
        problems["registered_on"] = "登记日期不能早于信访日期，请核对"
    elif draft.registered_on > today:
        problems["registered_on"] = "登记日期在今天之后，请核对电脑日期或所填日期"
    return problems


def _people_problems(draft: ReceptionDraft, most: int, article: str) -> dict[str, str]:
    problems = {}
    representatives = sum(person.representative for person in draft.attendances)
    if not draft.attendances and not draft.anonymous:
        problems["people"] = "请填写信访人姓名；不肯留名的请勾选“匿名”"
    if draft.head_count < max(1, len(draft.attendances)):
        problems["head_count"] = f"人数不能少于已填写的{max(1, len(draft.attendances))}人，请核对"
    if representatives > most:
        cited = f"（{article}）" if article else f"（本机关适用的规则，共{draft.head_count}人）"
        problems["representatives"] = f"代表人数不得超过{most}人{cited}，请核对“代表”一栏"
    return problems


def _text_problems(draft: ReceptionDraft) -> dict[str, str]:
    problems = {}
    if not draft.title.strip():
        problems["title"] = "请用一句话写明反映什么问题"
    if len(draft.text) > LONGEST_TEXT or len(draft.request) > LONGEST_TEXT:
        problems["text"] = f"内容超过{LONGEST_TEXT}字，请把长材料作为附件保存，这里写摘要"
    if draft.purpose and draft.purpose not in PURPOSES:
        problems["purpose"] = "信访目的应为建议意见、检举控告或申诉求决"
    if draft.level and draft.level not in LEVELS:
        problems["level"] = "走访层级应为进京、赴省、到市、到县（区）、来镇（街道）或到村（社区）"
    return problems


def tidy_title(title: str) -> str:
    """The matter's one-line name: normalised and cut where a list cell would cut it anyway."""
    line = " ".join(normalise_text(title).split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def gathering(channel: str, head_count: int, office: Office) -> str:
    """How many came together, in words: 个访, 集体访, 规模性集体访（30人以上）, 联名信; else nothing.

    The regulation knows 规模性集体访 (Art 46) but defines none of them; the office does.
    """
    if channel == "letter":
        return "联名信" if head_count >= office.choices.joint_letter_threshold else ""
    if channel != "visit":
        return ""
    if head_count < office.group_visit_threshold:
        return "个访"
    tiers = [tier for tier in large_groups(office.choices) if tier <= head_count]
    return f"规模性集体访（{tiers[-1]}人以上）" if tiers else "集体访"


def comes_again(draft: ReceptionDraft, earlier: Iterable[Reception], choices: Choices) -> bool:
    """Whether a further reception of a matter counts as 重复信访: within the office's window and scope."""
    months = choices.repeat_window_months
    since = months_before(draft.registered_on, months) if months else FIRST
    return any(
        part.registered_on >= since and (choices.repeat_scope == "office" or part.channel == draft.channel)
        for part in earlier
        if not part.voided
    )
