"""The periods an office tells the public (条例 Art 18): those of the rules a new matter would start with today."""

from app.core.choices import Choices, counting_terms
from app.core.explaining import UNIT_WORDS
from app.core.matters import OWN
from app.core.rule_packs import Clock, Key, RulePack

_TOLD = {
    "告知期限": "notice", "办理期限": "answer", "申请复查期限": "review", "复查期限": "review_answer",
    "申请复核期限": "re_review", "复核期限": "re_review_answer",
}  # fmt: skip
_SIMPLE = {"简易受理期限": "simple_accept", "简易办理期限": "simple_answer"}
EXTENDED, REPRESENTATIVES, RULES, DUTY, SUGGESTION = (
    "延长期限", "代表人数", "规则名称", "履职期限", "建议答复期限",
)  # fmt: skip
PLACES = (*_TOLD, *_SIMPLE, EXTENDED, REPRESENTATIVES, RULES, DUTY, SUGGESTION)


def told_periods(pack: RulePack, choices: Choices) -> dict[str, str]:
    """Each period in words (60日, 5个工作日); empty for what the rules or the office do not have.

    `代表人数` is how many may speak for the largest group.
    """
    appeal = _clocks(pack, choices, "opinion")
    told = {place: _words(appeal.get(clock)) for place, clock in _TOLD.items()}
    simple = appeal if choices.simple_procedure else {}
    told |= {place: _words(simple.get(clock)) for place, clock in _SIMPLE.items()}
    longer = appeal["answer"].extendable if "answer" in appeal else 0
    return told | {
        EXTENDED: f"{longer}日" if longer else "",
        REPRESENTATIVES: f"{max(most for _, most in pack.representatives)}人",
        RULES: pack.name,
        DUTY: _words(_clocks(pack, choices, "duty").get("duty")),
        SUGGESTION: _words(_clocks(pack, choices, "", "suggestion").get("suggestion")),
    }


def _clocks(pack: RulePack, choices: Choices, route: str, purpose: str = "appeal") -> dict[str, Clock]:
    terms = tuple(sorted(counting_terms(choices).items()))
    key = Key(purpose, route, OWN, terms)
    found = (clock.resolved(key) for clock in pack.clocks)
    return {clock.id: clock for clock in found if clock is not None}


def _words(clock: Clock | None) -> str:
    return f"{clock.days}{UNIT_WORDS[clock.unit]}" if clock and clock.days else ""
