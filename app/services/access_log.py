"""Who looked at what (查阅记录): the entries of the journal that tell of looking and taking out, for the leader.

People are masked and sealed matters stand as their number: whoever reads the record of looking must not
thereby see what was looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.entries import Entry
from app.core.erasure import told as erasure_told
from app.core.identity import mask_name
from app.db import journal, matters, people
from app.services.register import Register

KINDS = {
    "number_revealed": "查看完整证件号码", "sealed_opened": "启封检举控告事项", "document_printed": "打印文书",
    "dossier_made": "装订卷宗", "bundle_written": "写出报送包", "backup_made": "备份", "key_exported": "导出解密密钥",
    "session_started": "打开登记库", "clock_answered": "核对日期", "content_erased": "依法删除",
    "program_changed": "升级或退回程序",
}  # fmt: skip
USUAL = tuple(kind for kind in KINDS if kind not in {"session_started", "document_printed"})


@dataclass(frozen=True)
class AccessLine:
    """One look: its place in the journal, when, by whom, what was done, to what, and why."""

    seq: int
    at: str
    who: str
    what: str
    about: str
    why: str


class AccessLog:
    """Reads the record of looking; there is no way to change it."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def lines(
        self, *, before: int = 0, most: int = 50, kinds: Sequence[str] = tuple(KINDS)
    ) -> tuple[AccessLine, ...]:
        """The newest first; `before` goes on from an earlier answer's last place."""
        found = journal.of_kinds(self._register.store, kinds, before=before, most=most)
        return tuple(self._line(entry) for entry in found)

    def _line(self, entry: Entry) -> AccessLine:
        at = entry.recorded_at[:16].replace("T", " ")
        teller = _WHY.get(entry.kind)
        why = teller(entry) if teller else ""
        who = str(entry.payload.get("reader") or entry.actor)
        return AccessLine(entry.seq, at, who, KINDS[entry.kind], self._about(entry), why)

    def _about(self, entry: Entry) -> str:
        store = self._register.store
        if entry.kind == "number_revealed":
            person = people.load(store, entry.subject)
            return mask_name(person.name) if person else ""
        matter = matters.load(store, entry.subject)
        return matter.number if matter else ""


_WHY: dict[str, Callable[[Entry], str]] = {
    "number_revealed": lambda entry: str(entry.payload["reason"]),
    "sealed_opened": lambda entry: str(entry.payload["text"]),
    "content_erased": lambda entry: erasure_told(entry.payload),
    "program_changed": lambda entry: f"{entry.payload['from']} → {entry.payload['to']}",
    "clock_answered": lambda entry: f"说明今天是{entry.payload['today']}",
    "bundle_written": lambda entry: f"{entry.payload['period']}，第{entry.payload['sequence']}号",
    "document_printed": lambda entry: f"{entry.payload['copies']}份",
}
