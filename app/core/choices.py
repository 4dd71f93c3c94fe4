"""The office's choices (law.md §10 A and B): where the rules leave something to the office.

The defaults are the plain reading of the law. The choices that decide how dates are counted
are frozen into a matter when it is opened, so that a later change never rewrites what was on
time; the others hold for everything from the moment they are made.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.core.calendar import FIRST
from app.core.channels import CHANNEL_OF_WORD, Channel
from app.core.choice_table import CHOICES, GROUPS, Choice, choice_named
from app.errors import ValidationError

__all__ = ["CHOICES", "GROUPS", "Choice", "Choices", "choice_named"]


@dataclass(frozen=True)
class Choices:
    """What this office has settled; what each means stands in its row of `CHOICES`."""

    start_day_counts: bool = False
    overdue_by: str = "raw"
    rest_weekdays: str = "67"
    closing_time: str = ""
    rule_pack: str = ""
    unit_clock_from: str = "received"
    pass_on_within_days: int = 0
    answer_target_days: int = 0
    extension_times: str = "single"
    extension_base: str = "raw"
    extension_needs_assigner: bool = False
    hearing_stops_answer: bool = False
    simple_procedure: bool = True
    conversion_from: str = "accepted"
    suggestion_days: int = 0
    duty_period: str = "2months"
    superior_report_days: int = 0
    superior_margin_days: int = 0
    urgent_report_hours: int = 0
    urgent_recipients: str = "本级党委和政府、有关主管部门、本级信访工作联席会议办公室、上一级信访部门"
    urge_days_before: int = 10
    paper_drill_months: int = 6
    warnings_by: str = "percent"
    warning_days: str = "7,3,1"
    review_by_postmark: bool = True
    late_review: str = "reason"
    redirect_days: int = 5
    large_group_tiers: str = "30,50,100"
    joint_letter_threshold: int = 5
    repeat_window_months: int = 0
    repeat_scope: str = "office"
    long_pending_months: int = 12
    settle_needs_evidence: bool = False
    close_needs_delivery: bool = True
    channel_words: str = ""
    statistics_basis: str = "registered"
    rate_family: str = "A"
    evaluation_days: int = 30
    basically_satisfied: bool = True
    leave_out_court: bool = False
    leave_out_report: bool = False
    leave_out_suggestion: bool = False
    leave_out_simple: bool = False
    leave_out_anonymous: bool = False
    attachments_travel: str = "listed"
    answer_wait_days: int = 10


DEFAULTS = Choices()
COUNTING_NAMES = (
    "start_day_counts", "overdue_by", "closing_time", "unit_clock_from", "pass_on_within_days",
    "answer_target_days", "extension_base", "hearing_stops_answer", "conversion_from", "suggestion_days",
    "duty_period", "superior_margin_days", "redirect_days", "review_by_postmark",
)  # fmt: skip
LONGEST_TEXT = 200
MOST_WARNING_DAYS = 365
MOST_HEADS = 99_999

_NAMES = frozenset(field.name for field in fields(Choices))
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_BETWEEN = re.compile(r"[,，、;；\n]+")


def non_default(choices: Choices) -> dict[str, Any]:
    """The choices that differ from the defaults: all that has to be kept."""
    chosen = ((field.name, getattr(choices, field.name)) for field in fields(choices))
    return {name: value for name, value in chosen if value != getattr(DEFAULTS, name)}


def with_changes(choices: Choices, changes: Mapping[str, Any]) -> Choices:
    """The choices after some of them were made anew; names of other versions are left aside."""
    return replace(choices, **{name: value for name, value in changes.items() if name in _NAMES})


def counting_terms(choices: Choices) -> dict[str, object]:
    """What a new matter keeps of the way its dates are counted: only what is not the default."""
    return {name: value for name, value in non_default(choices).items() if name in COUNTING_NAMES}


def with_terms(choices: Choices, terms: Mapping[str, object]) -> Choices:
    """The office's choices as they hold for a matter that was opened under `terms`.

    A counting choice that is not among the terms was the default then, and stays so for this
    matter whatever the office has chosen since.
    """
    counted = {name: terms.get(name, getattr(DEFAULTS, name)) for name in COUNTING_NAMES}
    return with_changes(choices, counted)


def rest_days_of_week(choices: Choices) -> frozenset[int]:
    """The weekdays the office rests, Monday 0."""
    return frozenset(int(digit) - 1 for digit in choices.rest_weekdays)


def large_groups(choices: Choices) -> tuple[int, ...]:
    """The head counts from which a group visit is 规模性, the smallest first."""
    return tuple(sorted(set(_numbers(choices.large_group_tiers))))


def warning_days_of(choices: Choices) -> tuple[int, ...]:
    """How many days before the last one the office warns, the earliest warning first."""
    return tuple(sorted(set(_numbers(choices.warning_days)), reverse=True))


def fixed_warning_days(choices: Choices) -> tuple[int, ...]:
    """The office's own days of warning, if it warns by days and not by parts of the period."""
    return warning_days_of(choices) if choices.warnings_by == "days" else ()


def channel_words_of(choices: Choices) -> dict[str, Channel]:
    """The office's own words for a channel, as they stand in its registers, with the channel's code."""
    pairs = (part.split("=") for part in _parts(choices.channel_words))
    return {_bare(pair[0]): CHANNEL_OF_WORD[_bare(pair[1])] for pair in pairs}


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last of a month that has no such day (民法典 Art 202)."""
    index = day.year * 12 + day.month - 1 - months
    if index < FIRST.year * 12:
        return FIRST
    year, month = index // 12, index % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - date.resolution).day))


def check_choices(choices: Choices) -> None:
    """Refuse choices nobody could count by; raises `ValidationError` with a sentence per choice."""
    if problems := choice_problems(choices):
        raise ValidationError(problems)


def choice_problems(choices: Choices) -> dict[str, str]:
    """What is wrong with each choice."""
    found = {choice.name: _problem(choice, getattr(choices, choice.name)) for choice in CHOICES}
    if choices.warnings_by == "days" and not choices.warning_days.strip():
        found["warning_days"] = "按剩余天数提醒时，请至少填一个天数，例如7,3,1"
    return {name: sentence for name, sentence in found.items() if sentence}


def unknown_choices(changes: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each name that is no choice of this version."""
    return {name: f"没有“{name}”这一项规则，没有保存" for name in changes if name not in _NAMES}


def choice_from(choice: Choice, text: str) -> bool | int | str:
    """A value as typed on the command line: 是, 5, raw or 不顺延; raises `ValidationError`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if choice.kind == "flag":
        return _flag_from(choice, plain)
    if choice.kind == "number":
        return _number_from(choice, plain)
    if choice.kind == "word" and not choice.many:
        return next((key for key, word in choice.words if plain in {key, word}), plain)
    return text.strip() if choice.kind == "text" else "".join(sorted(plain))


def shown_value(choice: Choice, value: object) -> str:
    """A value in the clerk's words: 是, 5日, 不顺延."""
    if choice.kind == "flag":
        return "是" if value else "否"
    if choice.kind == "number":
        return choice.zero if value == 0 and choice.zero else f"{value}{choice.unit}"
    if choice.kind == "text":
        return str(value) or "（空）"
    words = dict(choice.words)
    keys = list(str(value)) if choice.many else [str(value)]
    return "、".join(words.get(key, key) for key in keys) or "无"


def _flag_from(choice: Choice, plain: str) -> bool:
    if plain.lower() not in _YES | _NO:
        raise ValidationError({choice.name: f"“{choice.title}”应填是或否，没有保存"})
    return plain.lower() in _YES


_YES, _NO = {"是", "yes", "true", "on", "1"}, {"否", "no", "false", "off", "0"}


def _number_from(choice: Choice, plain: str) -> int:
    if choice.zero and plain == choice.zero:
        return 0
    if not re.fullmatch("[0-9]{1,6}", plain):
        raise ValidationError({choice.name: _range_sentence(choice)})
    return int(plain)


def _problem(choice: Choice, value: object) -> str:
    if choice.kind == "flag":
        return "" if isinstance(value, bool) else f"“{choice.title}”应为是或否"
    if choice.kind == "number":
        fits = isinstance(value, int) and not isinstance(value, bool) and choice.least <= value <= choice.most
        return "" if fits else _range_sentence(choice)
    if not isinstance(value, str):
        return f"“{choice.title}”应为文字"
    return _word_problem(choice, value) if choice.kind == "word" else _text_problem(choice, value)


def _range_sentence(choice: Choice) -> str:
    zero = f"，0表示{choice.zero}" if choice.zero else ""
    return f"“{choice.title}”应为{choice.least}到{choice.most}{choice.unit}之间的整数{zero}"


def _word_problem(choice: Choice, value: str) -> str:
    if choice.name == "rule_pack":  # which packs there are is not known here; the services check it
        return "" if re.fullmatch("[a-z0-9.-]{0,60}", value) else "规则包的代码只能由小写字母、数字和短横组成"
    keys = [key for key, _ in choice.words]
    if not choice.many:
        meant = "、".join(word for _, word in choice.words)
        return "" if value in keys else f"“{choice.title}”应为下列之一：{meant}"
    if set(value) - set(keys) or len(set(value)) != len(value):
        return f"“{choice.title}”写成数字1到7，1是周一，不重复，例如67"
    return f"“{choice.title}”至少要留一个工作日" if len(value) == len(keys) else ""


def _text_problem(choice: Choice, value: str) -> str:
    if len(value) > LONGEST_TEXT:
        return f"“{choice.title}”不要超过{LONGEST_TEXT}字"
    check = _TEXT_CHECKS.get(choice.name)
    return check(value) if check else ""


def _time_problem(value: str) -> str:
    return "" if not value or _TIME.fullmatch(value) else "截止时间写成17:30这样的形式，不填按24时"


def _recipients_problem(value: str) -> str:
    return "" if value.strip() else "请填写重大紧急事项向谁报告"


def _warning_days_problem(value: str) -> str:
    fits = all(_is_number(part, 1, MOST_WARNING_DAYS) for part in _parts(value))
    return "" if fits else f"天数应为1到{MOST_WARNING_DAYS}的整数，用逗号分开，例如7,3,1"


def _tiers_problem(value: str) -> str:
    fits = all(_is_number(part, 2, MOST_HEADS) for part in _parts(value))
    return "" if fits else "人数档应为大于1的整数，用逗号分开，例如30,50,100"


def _channel_words_problem(value: str) -> str:
    seen: set[str] = set()
    for part in _parts(value):
        word, equals, channel = part.partition("=")
        if not equals or not _bare(word) or _bare(channel) not in CHANNEL_OF_WORD:
            return f"“{part[:20]}”看不懂，请写成“传真=来信”，等号后面是{'、'.join(CHANNEL_OF_WORD)}之一"
        if _bare(word) in seen:
            return f"“{word.strip()[:20]}”写了两次，请只留一个"
        seen.add(_bare(word))
    return ""


_TEXT_CHECKS = {
    "closing_time": _time_problem,
    "urgent_recipients": _recipients_problem,
    "warning_days": _warning_days_problem,
    "large_group_tiers": _tiers_problem,
    "channel_words": _channel_words_problem,
}


def _is_number(part: str, least: int, most: int) -> bool:
    return bool(re.fullmatch("[0-9]{1,6}", part)) and least <= int(part) <= most


def _numbers(text: str) -> list[int]:
    return [int(part) for part in _parts(text)]


def _parts(text: str) -> list[str]:
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    return [part.strip() for part in parts if part.strip()]


def _bare(word: str) -> str:
    """As the import compares words: half-width, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word))
