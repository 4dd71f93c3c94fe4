"""The township's register as the ladder of copies sees it: what was done for its safety stands in its journal."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from app.core.backups import HERE, HOUSEKEEPING, Coverage, LastCopy
from app.core.entries import Draft, Entry, short_head
from app.db import attachments, journal, verification
from app.db.engine.connection import Store
from app.db.engine.kinds import Kind
from app.db.kind import life
from app.services.progress import Progress, share
from app.services.register import Register

_LOOK_BACK = 100  # entries of copies that are looked through for the last of a kind


class KeptRegister:
    """An open register; see `app.services.kept.Kept`."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @property
    def folder(self) -> Path:
        return self._register.folder

    @property
    def store(self) -> Store:
        return self._register.store

    @property
    def kind(self) -> Kind:
        return self._register.kind

    def today(self) -> date:
        return self._register.today()

    def now(self) -> datetime:
        return self._register.now()

    def called(self) -> tuple[str, str]:
        return self._register.called()

    def note_copy(self, name: str, place: str) -> None:
        seq, head = journal.head(self.store)
        payload = {"name": name, "seq": seq, "head": head, "place": place, "life": life(self.store)}
        self._register.record(Draft("backup_made", "office", self.today(), payload))
        self._register.note_end()

    def last_copies(self) -> Mapping[str, LastCopy]:
        """Entries from before places were told count as here."""
        newest_first = journal.newest(self.store, "backup_made", _LOOK_BACK)
        return {_place(entry): _noted(entry) for entry in reversed(newest_first)}

    def last_copied(self) -> str:
        return journal.last_recorded(self.store, "backup_made")

    def session_began(self) -> int:
        begun = journal.last_of(self.store, "session_started")
        return begun.seq if begun else 0

    def uncovered(self, seq: int, most: int) -> Coverage:
        entries, days = journal.work_since(self.store, seq, HOUSEKEEPING, most=most)
        first = journal.days_since(self.store, seq, HOUSEKEEPING)[0] if most > 1 else ""
        return Coverage(entries, days, date.fromisoformat(first) if first else None)

    def note_drill(self, name: str, sentence: str) -> None:
        payload = {"name": name, "ok": not sentence, "sentence": sentence}
        self._register.record(Draft("drilled", "office", self.today(), payload))

    def last_drill(self) -> tuple[int, date, str, str] | None:
        told = journal.last_of(self.store, "drilled")
        if told is None:
            return None
        sentence = str(told.payload["sentence"]) if not told.payload["ok"] else ""
        return told.seq, told.occurred_on, str(told.payload["name"]), sentence

    def note_keys(self, change: str, label: str) -> None:
        payload = {"change": change, "label": label}
        self._register.record(Draft("keys_changed", "office", self.today(), payload))

    def verify(self, *, full: bool, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """File and chain; with `full` every table is told anew from the journal and compared."""
        store = self.store
        with store.watched(lambda: progress(0, 1)):
            pages = verification.quick_checks(store, whole=full)
        contents = self._check_contents(full=full, progress=share(progress, 10, 30))
        damage = journal.check_chain(store, share(progress, 30, 50 if full else 100)) + pages
        if full and not damage:
            damage = verification.rebuild_and_compare(store, self._register.rules, share(progress, 50, 100))
        if damage:
            store.note_damage(damage[0])
        seq, head = journal.head(store)
        sound = [f"记录链完整：{seq}条，校验码 {short_head(head)}", "数据文件逐页校验通过"]
        sound += _told(contents, full=full)
        if full:
            sound.append("全部表格已由记录链重建并逐行核对一致")
        return (*damage, *contents.problems), tuple(sound)

    def _check_contents(self, *, full: bool, progress: Progress) -> attachments.Contents:
        store, read = self.store, 0
        whole = attachments.bytes_in_all(store) if full else 0

        def watch(length: int) -> None:
            nonlocal read
            read += length
            progress(read, whole)

        return attachments.check(store, attachments.blobs(self.folder, store), full=full, watch=watch)


def _place(entry: Entry) -> str:
    return str(entry.payload.get("place", HERE)).partition(":")[0]


def _noted(entry: Entry) -> LastCopy:
    return LastCopy(entry.seq, datetime.fromisoformat(entry.recorded_at))


def _told(contents: attachments.Contents, *, full: bool) -> list[str]:
    """What a check of the attachments says when all is well."""
    if not (contents.count or contents.orphans):
        return []
    read = "逐个读出核对一致" if full else "都在"
    lines = [f"附件{contents.count}份{read}"] if contents.count else []
    if contents.orphans:
        lines.append(f"另有{len(contents.orphans)}份附件内容没有登记（添加中断时留下的），不影响使用")
    return lines
