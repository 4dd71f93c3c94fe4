"""Erasure by law (依法删除) of a finished matter, with the record that it was done."""

from dataclasses import dataclass

from app.core.entries import Entry
from app.core.erasure import ERASED, GROUNDS, Approval, check_erasure, emptied, erase_content
from app.db import attachments, documents, drafts, erasure, journal
from app.db.rebuilding import rebuild
from app.errors import NotAllowed
from app.services.register import Register

__all__ = ["ELSEWHERE", "GROUNDS", "Approval", "Erasures", "WhatGoes"]

ELSEWHERE = (
    "以前的备份、已经报送的报送包、打印出来的纸和另存的文件里仍有原内容，程序删不到；请按批准一并处理。"
)


@dataclass(frozen=True)
class WhatGoes:
    """What erasing a matter would take away."""

    number: str
    people: int
    papers: int
    attachments: int
    entries: int

    def sentence(self) -> str:
        return (
            f"{self.number}：{self.people}名只为这件事来过的信访人、{self.papers}份文书、{self.attachments}份附件"
            f"和{self.entries}条记录的内容将被删除，不能恢复；编号、日期、办理结果和统计数字保留。"
        )


class Erasures:
    """Takes away what a finished matter's records say; the chain, the figures and the record of it stay."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def what_goes(self, matter_id: str) -> WhatGoes:
        """What would be erased, to be shown before it is done."""
        matter, store = self._register.matter(matter_id), self._register.store
        return WhatGoes(
            matter.number, len(erasure.only_in(store, matter_id)), len(documents.of_matter(store, matter_id)),
            len(attachments.of_matter(store, matter_id)), len(self._emptied(matter_id)),
        )  # fmt: skip

    def erase(self, matter_id: str, approval: Approval) -> WhatGoes:
        """Do it, all or nothing: the entry, the emptied contents, and every table told anew from the journal."""
        store, today = self._register.store, self._register.today()
        check_erasure(self._register.matter(matter_id), approval, today)
        done = self.what_goes(matter_id)
        if not done.entries:
            raise NotAllowed(f"{done.number}的内容此前已经删除，没有再做一次")
        left = self._emptied(matter_id)
        with self._register.writing() as write:
            write(erase_content(matter_id, approval, today, [(part.seq, part.digest) for part in left]))
            erasure.put_in_place(store, left)
            drafts.clear_about(store, matter_id)
            rebuild(store, self._register.rules)
        finish(self._register)
        return done

    def done(self) -> tuple[Entry, ...]:
        """Every erasure there was, the newest first."""
        return tuple(journal.newest(self._register.store, ERASED, 1000))

    def _emptied(self, matter_id: str) -> list[erasure.Emptied]:
        store = self._register.store
        subjects = (matter_id, *erasure.only_in(store, matter_id))
        entries = [entry for subject in subjects for entry in journal.read(store, subject=subject)]
        pairs = [(entry, emptied(entry.kind, entry.payload)) for entry in entries]
        return [erasure.empty(entry.seq, left) for entry, left in pairs if left != entry.payload]


def finish(register: Register) -> None:
    """What follows an erasure outside the transaction: the log's old pages and the attachments' files go."""
    register.store.checkpoint()
    erasure.remove_contents(register.folder, register.store)


def finish_if_interrupted(register: Register) -> None:
    """After a power cut between the erasure and its files' going: nothing was written since."""
    if journal.last_kind(register.store) == ERASED:
        finish(register)
