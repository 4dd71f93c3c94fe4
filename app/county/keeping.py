"""What was done for the safety of a county's store, noted in it, and how a copy of it comes to life again.

Both are what the ladder of copies asks for; see `app.services.kept`.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.core.backups import Coverage, LastCopy
from app.county.folders import DATABASE, RECEIVED
from app.county.kept import (
    COUNTY,
    begin_life,
    bring_received,
    check_history,
    check_records,
    count_write,
    days_of,
    head_of,
    note,
    noted_json,
)
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine import swapping
from app.db.engine.connection import Store, open_store
from app.db.engine.guesses import FILE as GUESSES
from app.db.engine.keys import COPIES
from app.db.engine.kinds import Kind, Progress
from app.db.engine.marking import marked_end, marks_of
from app.db.engine.marks import Mark, write_marks
from app.db.engine.pages import page_checks
from app.errors import ForeignFileError, OlderDataError, StorageError

Now = Callable[[], datetime]
_COPIES, _DRILL, _SESSION, _KEYS, _KNOWN = (
    "kept_copies",
    "kept_drill",
    "kept_session",
    "kept_keys",
    "kept_known",
)
_OLDER = (
    "县局数据比上次关闭时旧，或者不是上次的那一份，可能被换成了旧文件；没有写入任何内容，"
    "请从备份恢复，或确认后继续使用。"
)
_SWAPPED = (DATABASE, *COPIES)


def begin_session(store: Store) -> None:
    """The store was opened to work in it; the copies of this session are told from those before."""
    with store.writing():
        note(store, _SESSION, str(head_of(store)[0]))


def note_end(keeping: "CountyKeeping") -> None:
    """Note apart from the file how far it has come: an old file that is put back is sound in itself."""
    store = keeping.store
    if store.damage or store.is_resting():
        return
    seq, head = head_of(store)
    for path in marks_of(keeping.folder):
        with contextlib.suppress(StorageError):  # a full disk must not keep anybody from closing
            write_marks(path, store.derived_key(b"marks"), [Mark(seq, head)])


def refuse_older(keeping: "CountyKeeping", *, confirmed: bool) -> None:
    """Raise `OlderDataError` for a store that had come further, or another way, when it was left."""
    mark, (seq, head) = marked_end(keeping.folder, keeping.store.key()), head_of(keeping.store)
    if mark is None or seq > mark.seq or (seq, head) == (mark.seq, mark.head):
        return
    if noted_json(keeping.store, _KNOWN) == {"seq": mark.seq, "head": mark.head}:
        return  # the office itself went back behind it
    if not confirmed:
        raise OlderDataError(_OLDER)
    note_known(keeping.store, mark)


def note_known(store: Store, mark: Mark) -> None:
    """This end was known, and left behind on purpose."""
    with store.writing():
        note(store, _KNOWN, json.dumps({"seq": mark.seq, "head": mark.head}))


def finish(folder: Path) -> bool:
    """A restore that a power cut interrupted goes on to its end, or never was."""
    done = swapping.finish(folder, _SWAPPED, (RECEIVED,))
    if done:
        with contextlib.suppress(OSError):
            (folder / GUESSES).unlink(missing_ok=True)
        for old in (folder / "enrolment").glob("county-*.xfe"):
            old.unlink(missing_ok=True)  # it names the life before; the next opening writes it anew
    return done


@dataclass(frozen=True)
class CountyKeeping:
    """An open county's store, as the ladder of copies sees it."""

    folder: Path
    store: Store
    clock: Now
    kind: Kind = COUNTY

    def today(self) -> date:
        return self.clock().date()

    def now(self) -> datetime:
        return self.clock()

    def called(self) -> tuple[str, str]:
        rows = self.store.rows("SELECT code, name FROM office")
        if not rows:
            raise ForeignFileError("县局数据没有建立完整，什么也没有改动；请在一个空文件夹里重新建立。")
        code, name = rows[0]
        return str(code), str(name)

    def note_copy(self, name: str, place: str) -> None:
        kind, _, _ = place.partition(":")
        self._note(_COPIES, {kind: [head_of(self.store)[0], self.now().isoformat(timespec="seconds"), name]})

    def last_copies(self) -> Mapping[str, LastCopy]:
        found = noted_json(self.store, _COPIES)
        return {place: LastCopy(seq, datetime.fromisoformat(at)) for place, (seq, at, _) in found.items()}

    def last_copied(self) -> str:
        return max((str(one[1]) for one in noted_json(self.store, _COPIES).values()), default="")

    def session_began(self) -> int:
        """How far it had come when it was opened last."""
        return int(self.store.value("SELECT value FROM choices WHERE name = ?", (_SESSION,)) or 0)

    def uncovered(self, seq: int, most: int) -> Coverage:
        changes = max(head_of(self.store)[0] - seq, 0)
        days = [day for day, end in days_of(self.store).items() if end > seq]
        first = date.fromisoformat(days[0]) if days else None
        return Coverage(min(changes, most), len(days) or min(changes, 1), first)

    def note_drill(self, name: str, sentence: str) -> None:
        told = {
            "seq": head_of(self.store)[0],
            "on": self.today().isoformat(),
            "name": name,
            "sentence": sentence,
        }
        self._note(_DRILL, told)

    def last_drill(self) -> tuple[int, date, str, str] | None:
        found = noted_json(self.store, _DRILL)
        if not found:
            return None
        return int(found["seq"]), date.fromisoformat(found["on"]), str(found["name"]), str(found["sentence"])

    def note_keys(self, change: str, label: str) -> None:
        """A way in was changed; what it is stands nowhere."""
        self._note(_KEYS, {change: [self.today().isoformat(), label]})

    def verify(self, *, full: bool, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """File, the townships' journals, the received files; with `full` every record's version as well."""
        store = self.store
        with store.watched(lambda: progress(0, 1)):
            store.checkpoint()
            damage = page_checks(store, whole=full)
        damage = damage or check_history(store, progress)
        if full and not damage:
            damage = check_records(store)
        if damage:
            store.note_damage(damage[0])
        held = COUNTY.counts(store)
        sound = (
            "数据文件逐页校验通过",
            f"{held['townships']}个乡镇的记录链都接得上，共收下{held['bundles']}个报送包",
        )
        return (*damage, *COUNTY.files(self.folder, store).lacking(full=False, watch=lambda _: None)), sound

    def _note(self, name: str, told: Mapping[str, Any]) -> None:
        with self.store.writing():
            note(self.store, name, json.dumps(noted_json(self.store, name) | dict(told), ensure_ascii=False))


@dataclass(frozen=True)
class CountyRevival:
    """How a copy of a county's store comes to life: another life to the townships, the received files all there."""

    clock: Now
    kind: Kind = COUNTY

    def today(self) -> date:
        return self.clock().date()

    def finish(self, folder: Path) -> bool:
        return finish(folder)

    def marked_end(self, folder: Path, key: bytes) -> Mark | None:
        return marked_end(folder, key)

    def open_present(self, folder: Path, key: bytes) -> CountyKeeping:
        return CountyKeeping(folder, _open(folder, key), self.clock)

    def describe(self, source: Path, store: Store) -> tuple[str, str]:
        days = list(days_of(store))
        return CountyKeeping(source, store, self.clock).called()[1], days[-1] if days else ""

    def compare(self, store: Store, copy: Store) -> tuple[Mapping[str, int], tuple[str, str]]:
        now, held = self.kind.counts(store), self.kind.counts(copy)
        lost = {name: max(now[name] - held[name], 0) for name in now}
        known = {row[0] for row in copy.rows("SELECT hash FROM bundles")}
        lost["bundles"] = sum(row[0] not in known for row in store.each("SELECT hash FROM bundles"))
        seq = head_of(copy)[0]
        lost["entries"] = max(head_of(store)[0] - seq, lost["bundles"])
        days = [day for day, end in days_of(store).items() if end > seq]
        return lost, (days[0], days[-1]) if days else ("", "")

    def begin(self, place: Path, key: bytes, left: Any, source: str) -> int:  # noqa: ANN401, ARG002  (as the ladder says)
        store = _open(place, key)
        try:
            with store.writing():
                begin_life(store, left.lives)
                if left.known:
                    note_known(store, left.known)
                count_write(store, self.today())
            bring_received(place.parent, place)
            return head_of(store)[0]
        finally:
            store.close()

    def prove_alive(self, store: Store, progress: Progress) -> list[str]:
        store.checkpoint()
        return page_checks(store) or check_history(store, progress) or check_records(store)


def _open(folder: Path, key: bytes) -> Store:
    return open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
