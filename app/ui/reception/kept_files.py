"""What waits to be attached, kept with the draft: files by where they lie, pasted pictures whole.

A picture lies in the encrypted register with the draft, nowhere in clear. It is encoded beside the
window, and only when the files change: keeping the words every few seconds does not write it again.
"""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from app.errors import AppError
from app.services.drafts import Drafts
from app.ui.attaching import Chosen, Incoming, Pasted
from app.ui.tasks import Tasks

KIND = "reception_files"
LARGEST = 12 * 1024 * 1024  # all pictures of a draft together, encoded


@dataclass(frozen=True)
class FoundFiles:
    """What a draft still had; `lost` says of each that it has not, and what to do."""

    files: tuple[Incoming, ...]
    lost: tuple[str, ...]
    saved_at: datetime


class KeptFiles:
    """The files of the one reception that is being typed."""

    def __init__(self, drafts: Drafts, tasks: Tasks, failed: Callable[[str], None]) -> None:
        self._drafts, self._tasks, self._failed = drafts, tasks, failed
        self._is_kept, self._turn = False, 0

    def keep(self, files: Sequence[Incoming]) -> None:
        """Keep these from now on instead; none forgets what was kept."""
        self._turn += 1
        turn, wanted = self._turn, tuple(files)
        if wanted:
            self._tasks.run(lambda: body_of(wanted), lambda body: self._save(turn, body))
        elif self._is_kept:
            self._attempt(lambda: self._drafts.clear(KIND))
            self._is_kept = False

    def load(self) -> FoundFiles | None:
        """What was kept when the program was left."""
        kept = self._drafts.load(KIND)
        if kept is None:
            return None
        self._is_kept = True
        files, lost = files_from(kept.body)
        return FoundFiles(files, lost, kept.saved_at)

    def _save(self, turn: int, body: dict[str, Any]) -> None:
        if turn == self._turn:  # meanwhile other files wait, or the matter is registered
            self._attempt(lambda: self._drafts.save(KIND, body))
            self._is_kept = True

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except AppError as error:
            self._failed(str(error))


def body_of(files: Sequence[Incoming]) -> dict[str, Any]:
    """As a draft keeps it; a picture that makes it too large is only named."""
    kept: list[dict[str, str]] = []
    room = LARGEST
    for file in files:
        if isinstance(file, Chosen):
            kept.append({"path": str(file.path), "kind": file.kind})
            continue
        content = _encoded(file.picture)
        room -= len(content)
        kept.append({"name": file.name, "picture": content if room >= 0 else ""})
    return {"files": kept}


def files_from(body: Mapping[str, Any]) -> tuple[tuple[Incoming, ...], tuple[str, ...]]:
    """The files that are still there, and a sentence for each that is not."""
    found: list[Incoming] = []
    lost: list[str] = []
    for kept in body.get("files", ()):
        file = _file(kept) if isinstance(kept, dict) else None
        if file is not None:
            found.append(file)
        elif isinstance(kept, dict):
            name = kept.get("name") or Path(kept.get("path", "")).name
            lost.append(f"“{name}”没有随草稿保留下来，请重新添加。")
    return tuple(found), tuple(lost)


def _file(kept: Mapping[str, Any]) -> Incoming | None:
    if "path" in kept:
        path = Path(str(kept["path"]))
        return Chosen(path, str(kept.get("kind", ""))) if path.is_file() else None
    try:
        content = base64.b64decode(str(kept.get("picture", "")), validate=True)
    except (binascii.Error, ValueError):
        return None
    picture = QImage.fromData(content)
    return None if picture.isNull() else Pasted(str(kept.get("name", "图片")), picture)


def _encoded(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data()).decode("ascii")
