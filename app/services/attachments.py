"""Attachments (附件) of matters: taking files in, giving copies out, proving that all are there.

Reading and sealing a file touches no table (`prepare`, `write_copy`), so it may run beside the
window; entering it into the journal (`enter`) is quick. The content is on the disk before the
entry that names it: a power cut between leaves content nobody names, never a name without content.
"""

import contextlib
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from app.core.attachments import (
    KINDS,
    Attachment,
    add_attachment,
    check_file,
    is_picture,
    remove_attachment,
    spoken_size,
    tidy_name,
    usual_kind,
)
from app.core.erasure import NO_CONTENT
from app.db import attachments as rows
from app.db.attachments import Contents
from app.db.engine.blobs import Blobs, DamagedBlob, MissingBlob, Open
from app.errors import AppError, BundleError, NotAllowed, NotFound, StorageError, ValidationError
from app.paper.small_picture import pixels, sides
from app.services.apart import PICTURE, read_apart
from app.services.opened_copies import FOLDER, OpenedCopies
from app.services.register import Register

__all__ = [
    "KINDS",
    "Added",
    "Attachment",
    "Attachments",
    "Contents",
    "Ready",
    "Source",
    "is_picture",
    "spoken_size",
]

# (name, bytes done, bytes in all); what it raises ends the work, and nothing half done stays.
Progress = Callable[[str, int, int], object]
LARGEST_SHOWN = 40 * 1024 * 1024  # of a picture that is held in memory to be drawn


def _silent(_name: str, _done: int, _total: int) -> None:
    pass


@dataclass(frozen=True)
class Source:
    """A file to be kept: what it is called, how large it is, and how to read it (twice)."""

    name: str
    size: int
    opened: Open
    kind: str = ""

    @classmethod
    def file(cls, path: Path, kind: str = "") -> "Source":
        """A file of this PC; raises with a sentence if it cannot be kept."""
        try:
            found = path.stat()
        except OSError as error:
            raise StorageError(
                f"“{path.name}”读不出来，没有添加；请核对文件还在不在、U盘是否插好。"
            ) from error
        if stat.S_ISDIR(found.st_mode):
            raise ValidationError({"file": f"“{path.name}”是文件夹，没有添加；请打开它，选里面的文件。"})
        if not stat.S_ISREG(found.st_mode):
            raise ValidationError({"file": f"“{path.name}”不是普通文件，没有添加；请另选文件。"})
        check_file(path.name, found.st_size)
        return cls(tidy_name(path.name), found.st_size, partial(_opened, path), kind)

    @classmethod
    def content(cls, name: str, content: bytes, kind: str = "") -> "Source":
        """Something that is in no file yet, such as a pasted picture."""
        check_file(name, len(content))
        return cls(tidy_name(name), len(content), partial(BytesIO, content), kind)


@dataclass(frozen=True)
class Kept:
    """A content that is on the disk and waits for its entry."""

    name: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True)
class Ready:
    """What `prepare` kept, and a sentence for each file that could not be."""

    kept: tuple[Kept, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """What a matter got, and a sentence for each file that it did not get."""

    attachments: tuple[Attachment, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class SmallPicture:
    """A picture's pixels, four bytes each (RGBA), row after row."""

    width: int
    height: int
    pixels: bytes


class Attachments:
    """The attachments of one register.

    `hidden` says whether a matter is sealed and not opened in this session; without it every sealed one is.
    What an earlier run left half written or in clear is taken away when this is made.
    """

    def __init__(self, register: Register, hidden: Callable[[str], bool] | None = None) -> None:
        self._register = register
        self._hidden = hidden or (lambda matter_id: register.matter(matter_id).sealed)
        self._copies = OpenedCopies(register.folder / FOLDER)
        self._copies.remove_all()
        with contextlib.suppress(StorageError):
            self._blobs.sweep()

    @property
    def _blobs(self) -> Blobs:
        """Made for each use: the key is not kept while the window is locked."""
        return rows.blobs(self._register.folder, self._register.store)

    def add(
        self, matter_id: str, files: Sequence[Path | Source], reception_id: str = "", *, kind: str = "",
        note: str = "", progress: Progress = _silent,
    ) -> Added:  # fmt: skip
        """Keep files with a matter; one that cannot be kept is a sentence, and the others go in."""
        self._register.matter(matter_id)
        return self.enter(matter_id, self.prepare(files, progress), reception_id, kind=kind, note=note)

    def prepare(self, files: Sequence[Path | Source], progress: Progress = _silent) -> Ready:
        """Read and seal the files; touches no table and may run beside the window."""
        kept, refused = list[Kept](), list[str]()
        sources = [self._source(file, refused) for file in files]
        there = [source for source in sources if source]
        total, before = sum(2 * source.size for source in there), 0
        for source in there:
            try:
                kept.append(self._keep(source, _counting(progress, source.name, before, total)))
            except AppError as error:
                refused.append(str(error))
            before += 2 * source.size
        return Ready(tuple(kept), tuple(refused))

    def enter(
        self, matter_id: str, ready: Ready, reception_id: str = "", *, kind: str = "", note: str = ""
    ) -> Added:
        """Write the entries of what `prepare` kept; quick."""
        added, refused = list[Attachment](), list(ready.refused)
        matter = self._register.matter(matter_id)
        for kept in ready.kept:
            new = Attachment(
                str(uuid4()), matter_id, reception_id, kept.sha256, kept.size, kept.name,
                kept.kind or kind or usual_kind(kept.name), note, self._register.today(),
            )  # fmt: skip
            try:
                draft = add_attachment(matter, rows.of_matter(self._register.store, matter_id), new)
                self._register.record(draft)
            except AppError as error:
                refused.append(self._discreet(matter_id, error, new))
            else:
                added.append(new)
        return Added(tuple(added), tuple(refused))

    def of_matter(self, matter_id: str) -> tuple[Attachment, ...]:
        """What stands on a matter's list, in the order it came; nothing of a sealed matter before it is opened."""
        if self._hidden(matter_id):
            return ()
        return tuple(
            found
            for found in rows.of_matter(self._register.store, matter_id)
            if not found.removed_on and found.sha256 != NO_CONTENT  # erased by law: nothing to open
        )

    def attachment(self, attachment_id: str) -> Attachment:
        """One attachment; raises if there is none, or if its matter is sealed and not opened."""
        found = rows.load(self._register.store, attachment_id)
        if found is None:
            raise NotFound("找不到这份附件；什么也没有改动，请核对编号。")
        if self._hidden(found.matter_id):
            raise NotAllowed(
                "检举控告事项的附件已密封，没有打开", article="《信访工作条例》第三十条第三款",
                way_out="请先在窗口中说明原因，启封这件事项",
            )  # fmt: skip
        return found

    def remove(self, attachment_id: str, reason: str) -> None:
        """Take an attachment off the list, for a reason; its content stays."""
        found = self.attachment(attachment_id)
        self._register.record(remove_attachment(found, reason, self._register.today()))

    def open_copy(self, attachment_id: str, folder: Path | None = None, progress: Progress = _silent) -> Path:
        """A copy in clear that another program can show; it goes with `forget_copies`.

        With `folder` it is written there instead, and that folder is the caller's to empty.
        """
        return self.copy_to_open(self.attachment(attachment_id), folder, progress)

    def copy_to_open(
        self, attachment: Attachment, folder: Path | None = None, progress: Progress = _silent
    ) -> Path:
        """The same, beside the window: touches no table."""
        path = (folder or self._copies.fresh_folder()) / attachment.name
        self.write_copy(attachment, path, progress)
        path.chmod(0o400)  # changes would go with the copy; the other program says so itself
        return path

    def forget_copies(self) -> tuple[str, ...]:
        """Take away every opened copy; the names of those that another program still holds."""
        return self._copies.remove_all()

    def save_as(self, attachment_id: str, path: Path, progress: Progress = _silent) -> None:
        """Write the content in clear where the clerk wants it."""
        self.write_copy(self.attachment(attachment_id), path, progress)

    def write_copy(self, attachment: Attachment, path: Path, progress: Progress = _silent) -> None:
        """The content in clear at `path`, whole or not at all; touches no table."""
        watch = _counting(progress, attachment.name, 0, attachment.size)
        with _named(attachment):
            self._blobs.copy_out(attachment.sha256, path, watch)

    def picture(self, attachment: Attachment) -> bytes:
        """The bytes of a picture to be drawn, nothing if it is too large for that; touches no table."""
        if attachment.size > LARGEST_SHOWN:
            return b""
        with _named(attachment):
            return b"".join(self._blobs.chunks(attachment.sha256))

    def small_picture(self, attachment: Attachment) -> SmallPicture | None:
        """The picture as a list shows it, drawn in a process that holds no key; nothing for what is none."""
        try:
            small = read_apart(PICTURE, self.picture(attachment))
            return SmallPicture(*sides(small), pixels(small))
        except (BundleError, ValueError):
            return None

    def verify(self, *, full: bool = False) -> Contents:
        """Whether every content is there, and with `full` whether each is whole; a sentence per broken one."""
        return rows.check(self._register.store, self._blobs, full=full)

    def _source(self, file: Path | Source, refused: list[str]) -> Source | None:
        try:
            return file if isinstance(file, Source) else Source.file(file)
        except AppError as error:
            refused.append(str(error))
            return None

    def _keep(self, source: Source, watch: Callable[[int], object]) -> Kept:
        check_file(source.name, source.size)
        sha256, size = self._blobs.put(source.name, source.opened, watch)
        return Kept(source.name, size, sha256, source.kind)

    def _discreet(self, matter_id: str, error: AppError, new: Attachment) -> str:
        """A refusal names no other attachment of a sealed matter."""
        return (
            f"“{new.name}”没有添加；这件事项已密封，请启封后核对。" if self._hidden(matter_id) else str(error)
        )


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _counting(progress: Progress, name: str, before: int, total: int) -> Callable[[int], object]:
    done = before

    def watch(read: int) -> None:
        nonlocal done
        done += read
        progress(name, min(done, total), total)

    return watch


@contextlib.contextmanager
def _named(attachment: Attachment) -> Iterator[None]:
    """Say which attachment it is that is missing or damaged."""
    try:
        yield
    except MissingBlob as error:
        raise StorageError(
            f"“{attachment.name}”的内容不见了，没有打开，登记信息还在；请从最近的备份恢复，或重新添加原文件。"
        ) from error
    except DamagedBlob as error:
        raise StorageError(
            f"“{attachment.name}”的内容已经损坏，没有打开，登记信息还在；请从最近的备份恢复，或重新添加原文件。"
        ) from error
