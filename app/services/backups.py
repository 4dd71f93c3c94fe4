"""Copies of a store (备份): made, proved, counted only then, and thinned out by count.

A copy is made in a folder of its own, read back from the disk or stick, opened and checked from the
first entry to the last attachment; only then it gets its name. A register that is damaged makes no
copy and takes none away (reliability.md §4.3).
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.core.backups import HERE, CopyMark, superfluous
from app.db import copies
from app.db.copies import Manifest
from app.db.engine.files import file_errors, make_folder, put_in_place, sync_file, sync_folder
from app.db.engine.keys import bring_forward, copy_keys, key_number, store_id
from app.db.engine.kinds import Kind
from app.db.kind import TOWNSHIP
from app.errors import AppError, DamageError, StorageError
from app.services.kept import Keepable, Kept
from app.services.progress import Progress, share, unheard
from app.services.sticks import FOLDER as ON_A_STICK

FOLDER = "backups"
MIGRATING, RESTORING, ASKED, BY_ITSELF = "before_migrating", "before_restoring", "asked", "by_itself"
UPDATING = "before_updating"
_PINNED, _PINNED_KEPT = (
    (MIGRATING, RESTORING, UPDATING),
    3,
)  # beside the others: the way back from an upgrade or a restore
_PART, _GONE = ".part", ".gone"


@dataclass(frozen=True)
class Copy:
    """One copy as a list shows it; `manifest` is None for one from before copies said what they hold."""

    folder: Path
    manifest: Manifest | None
    trouble: str = ""

    @property
    def mark(self) -> CopyMark | None:
        found = self.manifest
        return CopyMark(self.folder.name, found.life, found.seq, found.day) if found else None


@dataclass(frozen=True)
class Made:
    """A copy that was proved, and sentences about attachments it could not carry."""

    folder: Path
    shortfall: tuple[str, ...]


def make_copy(
    kept: Kept, target: Path, *, place: str = HERE, reason: str = ASKED, progress: Progress = unheard
) -> Made:
    """A complete copy in `target`, proved before it has its name; the same state is copied once."""
    final = target / copy_name(kept)
    make_folder(target)
    if final.exists():
        return Made(final, ())
    bring_forward(kept.folder)
    shortfall = copy_store(kept, final, reason=reason, progress=progress)
    kept.note_copy(final.name, place)
    thin_out(target, store_id(kept.folder), kept.kind)
    return Made(final, shortfall)


def copy_name(kept: Keepable) -> str:
    """One state of one office has one name."""
    seq, head = kept.kind.head(kept.store)
    return f"{kept.called()[0]}-{seq:08d}-{head[:8]}"


def keep_older(kept: Keepable, check: Callable[[], Sequence[str]]) -> None:
    """A proved copy of a store as the older program left it, before its schema changes."""
    schema = int(kept.store.value("PRAGMA user_version"))
    final = kept.folder / FOLDER / f"{copy_name(kept)}-v{schema}"
    make_folder(final.parent)
    if final.exists():
        return
    if problems := check():
        raise DamageError(problems[0])
    copy_store(kept, final, reason=MIGRATING)


def copy_store(kept: Keepable, final: Path, *, reason: str, progress: Progress = unheard) -> tuple[str, ...]:
    """The copy itself, without noting it: also of a store whose schema is still an older one."""
    partial, store, kind = final.with_name(final.name + _PART), kept.store, kept.kind
    with file_errors(partial), _gone_unless_done(partial):
        partial.mkdir(mode=0o700)
        _write_database(kept, partial, share(progress, 0, 40))
        shortfall = _copy_contents(kept, partial, share(progress, 40, 60))
        manifest = copies.described(store, partial, _about(kept, reason), len(shortfall), kind)
        copies.write_manifest(partial, manifest, store.key())
        sync_folder(partial)
        prove(partial, store.key(), share(progress, 60, 100), kind=kind)
        put_in_place(partial, final)
        sync_folder(final.parent)
    return shortfall


def prove(
    folder: Path, key: bytes, progress: Progress = unheard, *, kind: Kind = TOWNSHIP
) -> tuple[str, ...]:
    """Read a copy back from where it lies and check everything in it; a sentence per file it lacks."""
    manifest = copies.read_manifest(folder)
    read, told = 0, share(progress, 0, 30)

    def watch(length: int) -> None:
        nonlocal read
        read += length
        told(min(read, manifest.size), manifest.size)

    copies.check_files(folder, watch, cold=True, kind=kind)
    return copies.check_copy(
        folder, key, progress=share(progress, 30, 70), watch=lambda _: share(progress, 70, 100)(0, 1), kind=kind
    )  # fmt: skip


def list_copies(folder: Path, kind: Kind = TOWNSHIP) -> tuple[Copy, ...]:
    """The copies in a folder, the newest first; a damaged one is listed with its sentence."""
    found = [_listed(place) for place in copies.copies_in(folder, kind)]
    return tuple(sorted(found, key=_order, reverse=True))


def copies_near(folder: Path, kind: Kind = TOWNSHIP) -> tuple[Copy, ...]:
    """The copies that somebody means who points at `folder`: it is one, it holds some, or it is a stick of ours."""
    if copies.is_copy(folder) or copies.is_older_copy(folder, kind):
        if not copies.is_of_kind(folder, kind):
            return ()
        return (_listed(folder),)
    places = [folder, *_places_on(folder), *([folder / FOLDER] if (folder / FOLDER).is_dir() else [])]
    found = [copy for place in places for copy in list_copies(place, kind)]
    return tuple(sorted(found, key=_order, reverse=True))


def find_copies(folder: Path, roots: Iterable[Path], kind: Kind = TOWNSHIP) -> tuple[Copy, ...]:
    """Every copy of this disk and of the sticks plugged in, the newest first."""
    near = (copy for root in roots for copy in copies_near(root, kind))
    return tuple(sorted([*list_copies(folder / FOLDER, kind), *near], key=_order, reverse=True))


def _places_on(root: Path) -> list[Path]:
    place = root / ON_A_STICK
    return sorted(child for child in place.iterdir() if child.is_dir()) if place.is_dir() else []


def thin_out(folder: Path, store: str, kind: Kind = TOWNSHIP) -> tuple[str, ...]:
    """Let go of the copies that are superfluous, of this store only; returns their names."""
    ours = [copy for copy in list_copies(folder, kind) if copy.manifest and copy.manifest.store == store]
    pinned = [copy for copy in ours if copy.manifest and copy.manifest.reason in _PINNED][:_PINNED_KEPT]
    gone = superfluous([copy.mark for copy in ours if copy.mark and copy not in pinned])
    for name in gone:
        leaving = folder / (name + _GONE)
        put_in_place(folder / name, leaving)  # half a copy under a good name would be worse than none
        shutil.rmtree(leaving, ignore_errors=True)
    for leaving in folder.glob(f"*{_GONE}"):
        shutil.rmtree(leaving, ignore_errors=True)
    return gone


def _listed(folder: Path) -> Copy:
    if not copies.is_copy(folder):
        return Copy(folder, None)
    try:
        return Copy(folder, copies.read_manifest(folder))
    except AppError as error:
        return Copy(folder, None, str(error))


def _order(copy: Copy) -> tuple[int, int, str]:
    found = copy.manifest
    return (found.life, found.seq, copy.folder.name) if found else (-1, 0, copy.folder.name)


def _about(kept: Keepable, reason: str) -> dict[str, str]:
    code, name = kept.called()
    return {
        "store": store_id(kept.folder), "key": key_number(kept.store.key()), "reason": reason,
        "day": kept.today().isoformat(), "app": __version__, "code": code, "office": name,
        "made_at": kept.now().isoformat(timespec="seconds"),
    }  # fmt: skip


def _write_database(kept: Keepable, partial: Path, progress: Progress) -> None:
    """VACUUM INTO, not a file copy: a copy of a WAL database may lack its tables (reliability.md §4.3)."""
    store = kept.store
    copy, whole = partial / kept.kind.database, store.path.stat().st_size
    with store.watched(lambda: progress(min(_size(copy), whole), whole)):
        store.rows("VACUUM INTO ?", (str(copy),))
    sync_file(copy)
    copy_keys(kept.folder, partial)


def _copy_contents(kept: Keepable, partial: Path, progress: Progress) -> tuple[str, ...]:
    """Copy every file that belongs to the store; what was broken before is told, not blamed on the copy."""
    here, there = (kept.kind.files(folder, kept.store) for folder in (kept.folder, partial))
    done, whole = 0, max(here.size(), 1)

    def watch(length: int) -> None:
        nonlocal done
        done += length
        progress(min(done, whole), whole)

    here.copy_to(partial, watch)
    missing = there.lacking(full=True, watch=_unwatched)
    if missing and missing != here.lacking(full=True, watch=_unwatched):
        raise unsound()
    return missing


def _unwatched(_length: int) -> None:
    pass


@contextmanager
def _gone_unless_done(partial: Path) -> Iterator[None]:
    """A copy that was not finished is no copy: nothing of it stays, nor of an earlier one."""
    shutil.rmtree(partial, ignore_errors=True)
    try:
        yield
    except DamageError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise unsound() from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def unsound() -> StorageError:
    return StorageError(
        "备份核对没有通过，这一份不算数，已有的备份没有动；请换一个磁盘或U盘再试，仍不通过请核验数据。"
    )
