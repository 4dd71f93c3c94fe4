"""Erasure by law (依法删除): what a finished matter's records said is taken away, that it was done stays.

Nothing is erased because somebody wishes it gone: archives may not be destroyed on one's own authority
(《档案法》), personal data may not be kept longer than needed. So it takes a finished matter, a ground in
law, the paper by which it was approved and who approved it. What stays is what counts in figures: number,
days, kinds and outcomes; every name, text, paper and attachment goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.entries import Draft, Payload
from app.core.matters import Matter
from app.errors import NotAllowed, ValidationError

ERASED = "content_erased"
IN_PLACE = "（已依法删除）"
NO_CONTENT = "0" * 64  # the hash of an attachment's content that is gone

GROUNDS: Mapping[str, str] = {
    "expired": "保管期限已满，经鉴定不再保存（《档案法实施条例》第二十四条）",
    "not_needed": "不归档，保存期限已满（《个人信息保护法》第十九条）",
}

# Who looked and why stays readable: an office that erases must not lose the record of its own looking.
_KEPT_KINDS = frozenset({ERASED, "number_revealed", "sealed_opened", "not_same_noted"})
_REPLACED: Mapping[str, Any] = {"filling": {"values": [], "lists": []}, "sha256": NO_CONTENT}
_NAMED = frozenset({"name", "title"})
_EMPTIED = frozenset(
    ["accused", "address", "agent", "born", "envelope_number", "fingerprint", "id_note", "id_number", "note", "occurred_at", "phone", "receiver", "request", "sex", "text", "wording"]
)  # fmt: skip


@dataclass(frozen=True)
class Approval:
    """By what ground in law (a key of `GROUNDS`), by which paper, by whom."""

    ground: str
    paper: str
    approver: str


def check_erasure(matter: Matter, approval: Approval, on: date) -> None:
    """Whether this matter may be erased on this approval."""
    problems = {}
    if approval.ground not in GROUNDS:
        problems["ground"] = f"请选择删除的依据：{'、'.join(GROUNDS)}"
    if not approval.paper.strip():
        problems["paper"] = "请填写批准销毁的文件名称或文号"
    if not approval.approver.strip():
        problems["approver"] = "请填写批准人"
    if problems:
        raise ValidationError(problems)
    if matter.finished_on is None or matter.finished_on > on:
        raise NotAllowed(
            f"{matter.number}还没有办结，内容没有删除", article="《档案法实施条例》第二十四条",
            way_out="办结归档、保管期限届满并经鉴定后再删除",
        )  # fmt: skip


def erase_content(matter_id: str, approval: Approval, on: date, entries: Sequence[tuple[int, str]]) -> Draft:
    """The record of it: on what authority, and for each emptied entry the hash of what stands there now."""
    payload = {
        "ground": approval.ground, "paper": approval.paper.strip(), "approver": approval.approver.strip(),
        "entries": [list(pair) for pair in entries],
    }  # fmt: skip
    return Draft(ERASED, matter_id, on, payload)


def told(payload: Payload) -> str:
    """The erasure as a sentence of the matter's history."""
    ground = GROUNDS.get(payload["ground"], "")
    return f"内容依法删除：{ground}，批准文件“{payload['paper']}”，批准人{payload['approver']}"


def emptied(kind: str, payload: Payload) -> Payload:
    """What is left of an entry's content: dates, kinds, ids and figures."""
    return payload if kind in _KEPT_KINDS else {name: _left(name, value) for name, value in payload.items()}


def _left(name: str, value: Any) -> Any:  # noqa: ANN401  (JSON)
    if name in _REPLACED:
        return _REPLACED[name]
    if isinstance(value, str):
        return _word(name, value)
    if isinstance(value, Mapping):
        return {inner: _left(inner, held) for inner, held in value.items()}
    if isinstance(value, list | tuple):
        return [_left(name, held) if isinstance(held, Mapping) else held for held in value]
    return value


def _word(name: str, value: str) -> str:
    """A name or a reason says that it is gone, other texts are empty; a code such as `litigation` stays."""
    if name in _NAMED or (name == "reason" and not value.isascii()):
        return IN_PLACE if value else ""
    return "" if name in _EMPTIED else value
