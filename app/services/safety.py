"""Safety of the register: proofs that it is whole, and copies that were opened before they count."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.entries import Draft, short_head
from app.db import attachments, journal, verification
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.db.engine.keys import COPIES
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.errors import StorageError
from app.services.progress import Progress, share, unheard
from app.services.register import Register


@dataclass(frozen=True)
class VerifyReport:
    """What a check found: sentences for the clerk, and whether all is well."""

    ok: bool
    lines: tuple[str, ...]
    entries: int
    head: str


class Safety:
    """Checking and copying the register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.shortfall: tuple[str, ...] = ()  # what the last copy could not carry, as sentences

    def verify(self, *, full: bool = False, progress: Progress = unheard) -> VerifyReport:
        """Check file and chain; with `full`, rebuild every table from the journal and compare."""
        store = self._register.store
        with store.watched(lambda: progress(0, 1)):
            damage = verification.quick_checks(store)
        contents = self._check_contents(full=full, progress=share(progress, 10, 30))
        problems = journal.check_chain(store, share(progress, 30, 50 if full else 100))
        problems += damage + list(contents.problems)
        if full and not problems:
            problems = verification.rebuild_and_compare(store, self._register.rules, share(progress, 50, 100))
        seq, head = journal.head(store)
        sound = [f"记录链完整：{seq}条，校验码 {short_head(head)}", "数据文件逐页校验通过"]
        sound += _told(contents, full=full)
        if full:
            sound.append("全部表格已由记录链重建并逐行核对一致")
        return VerifyReport(not problems, tuple(problems or sound), seq, head)

    def backup(self, folder: Path | None = None, *, progress: Progress = unheard) -> Path:
        """A complete copy, opened and checked before it gets its final name; the way back is to open it.

        An attachment that is broken here stops no copy of the rest; `shortfall` then names it.
        """
        target = folder or self._register.folder / "backups"
        make_folder(target)
        seq, head = journal.head(self._register.store)
        self.shortfall = ()
        name = f"{self._register.office().code}-{seq:08d}-{head[:8]}"
        final, partial = target / name, target / (name + ".part")
        if final.exists():
            return final
        with file_errors(partial), _gone_unless_done(partial):
            partial.mkdir()
            self._copy_to(partial, progress)
            partial.replace(final)
        self._register.record(
            Draft("backup_made", "office", self._register.today(), {"name": name, "seq": seq})
        )
        return final

    def last_backup(self) -> str:
        """When the newest checked copy was made, as ISO time, or nothing."""
        return journal.last_recorded(self._register.store, "backup_made")

    def _check_contents(self, *, full: bool, progress: Progress) -> attachments.Contents:
        store, read = self._register.store, 0
        whole = attachments.bytes_in_all(store) if full else 0

        def watch(length: int) -> None:
            nonlocal read
            read += length
            progress(read, whole)

        return attachments.check(
            store, attachments.blobs(self._register.folder, store), full=full, watch=watch
        )

    def _copy_to(self, folder: Path, progress: Progress) -> None:
        copy, store = folder / "main.db", self._register.store
        whole = (self._register.folder / "main.db").stat().st_size
        grown = share(progress, 0, 40)
        # VACUUM INTO, not a file copy: a copy of a WAL database may lack its tables (reliability.md §4.3).
        with store.watched(lambda: grown(min(_size(copy), whole), whole)):
            store.rows("VACUUM INTO ?", (str(copy),))
        for name in COPIES:
            durable_replace(folder / name, (self._register.folder / name).read_bytes())
        self._check_copy(copy, share(progress, 40, 70))
        self.shortfall = self._copy_contents(folder, share(progress, 70, 100))

    def _check_copy(self, copy: Path, progress: Progress) -> None:
        store = self._register.store.open_copy(copy, application_id=APPLICATION_ID, migrations=MIGRATIONS)
        try:
            with store.watched(lambda: progress(0, 1)):
                problems = verification.quick_checks(store)
            problems += journal.check_chain(store, progress)
            same_head = journal.head(store) == journal.head(self._register.store)
        finally:
            store.close()
        if problems or not same_head:
            raise _unsound()

    def _copy_contents(self, folder: Path, progress: Progress) -> tuple[str, ...]:
        """Copy every attachment and read each one back; what was broken before is told, not blamed on the copy."""
        store = self._register.store
        here, there = attachments.blobs(self._register.folder, store), attachments.blobs(folder, store)
        done, whole = 0, 2 * attachments.bytes_in_all(store)  # each is written and read back

        def watch(length: int) -> None:
            nonlocal done
            done += length
            progress(min(done, whole), whole)

        for sha256 in attachments.hashes(store):
            if here.path(sha256).exists():
                here.copy_to(there.folder, sha256, watch)
        missing = attachments.check(store, there, full=True, watch=watch).problems
        if missing and missing != attachments.check(store, here, full=True, watch=watch).problems:
            raise _unsound()
        return missing


@contextmanager
def _gone_unless_done(partial: Path) -> Iterator[None]:
    """A copy that was not finished is no copy: nothing of it stays, nor of an earlier one."""
    shutil.rmtree(partial, ignore_errors=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _unsound() -> StorageError:
    return StorageError("备份核对没有通过，这一份不算数，已有的备份没有动；请换一个磁盘或U盘再试。")


def _told(contents: attachments.Contents, *, full: bool) -> list[str]:
    """What a check of the attachments says when all is well."""
    if not (contents.count or contents.orphans):
        return []
    read = "逐个读出核对一致" if full else "都在"
    lines = [f"附件{contents.count}份{read}"] if contents.count else []
    if contents.orphans:
        lines.append(f"另有{len(contents.orphans)}份附件内容没有登记（添加中断时留下的），不影响使用")
    return lines
