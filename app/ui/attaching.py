"""Bringing files into a matter: read and sealed beside the window, entered on its thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, Signal
from PySide6.QtGui import QImage

from app.core.attachments import PHOTO
from app.errors import AppError, StorageError
from app.services.attachments import Added, Attachments, Ready, Source
from app.ui.tasks import Stopped, Tasks

STOPPED = "已取消，没有添加附件。"


@dataclass(frozen=True)
class Pasted:
    """A picture that is in no file yet."""

    name: str
    picture: QImage


@dataclass(frozen=True)
class Chosen:
    """A file the clerk chose, and what it is taken for where that is known."""

    path: Path
    kind: str = ""


Incoming = Chosen | Pasted


class Attaching(QObject):
    """The work under way, and how far it is.

    Signals:
        progressed: So many bytes of so many are done; carries the file's name, too.
        ended: Nothing is under way any more, or the next batch is.
    """

    progressed = Signal(str, object, object)  # int would end at 2 GiB
    ended = Signal()

    def __init__(self, attachments: Attachments, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attachments, self._tasks = attachments, tasks
        self._stop, self._under_way = threading.Event(), 0

    def is_busy(self) -> bool:
        return self._under_way > 0

    def cancel(self) -> None:
        """Stop what is under way; nothing half done stays."""
        self._stop.set()

    def add(
        self, matter_id: str, files: Sequence[Incoming], done: Callable[[Added], None], *,
        reception_id: str = "", kind: str = "",
    ) -> None:  # fmt: skip
        """Keep the files with the matter; `done` hears what it got and why not the rest."""
        self._stop.clear()
        self._under_way += 1

        def enter(ready: Ready) -> None:
            self._end()
            done(self._enter(matter_id, ready, reception_id, kind))

        def fail(error: Exception) -> None:
            self._end()
            done(Added((), (_sentence(error),)))

        self._tasks.run(lambda: self._prepare(files), enter, fail)

    def copy(self, job: Callable[[Callable[[str, int, int], None]], Path], done: Callable[[Path], None],
             failed: Callable[[str], None]) -> None:  # fmt: skip
        """Write a copy out in the same way; `job` takes the function that hears of progress."""
        self._stop.clear()
        self._under_way += 1

        def finish(path: Path) -> None:
            self._end()
            done(path)

        def fail(error: Exception) -> None:
            self._end()
            failed(_sentence(error, "已取消，没有写出。"))

        self._tasks.run(lambda: job(self._report), finish, fail)

    def _prepare(self, files: Sequence[Incoming]) -> Ready:
        sources, refused = list[Source](), list[str]()
        for file in files:
            try:
                sources.append(_source(file))
            except AppError as error:
                refused.append(str(error))
        ready = self._attachments.prepare(sources, self._report)
        return Ready(ready.kept, (*refused, *ready.refused))

    def _enter(self, matter_id: str, ready: Ready, reception_id: str, kind: str) -> Added:
        try:
            return self._attachments.enter(matter_id, ready, reception_id, kind=kind)
        except AppError as error:
            return Added((), (str(error),))

    def _report(self, name: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Stopped
        self.progressed.emit(name, done, total)

    def _end(self) -> None:
        self._under_way -= 1
        self.ended.emit()


def _source(file: Incoming) -> Source:
    if isinstance(file, Chosen):
        return Source.file(file.path, file.kind)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not file.picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise StorageError(f"“{file.name}”存不成图片，没有添加；请先存成文件再添加。")
    return Source.content(file.name, bytes(buffer.data().data()), PHOTO)


def _sentence(error: Exception, stopped: str = STOPPED) -> str:
    if isinstance(error, Stopped):
        return stopped
    if isinstance(error, AppError):
        return str(error)
    raise error
