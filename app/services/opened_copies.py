"""Copies in clear for other programs to show: in a folder of their own, gone at lock, at close, at the next start.

They lie beside the register and not in the system's own folder for such things, because after a
power cut the next start must know where to look.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from app.db.engine.files import file_errors, make_folder

FOLDER = "opened"


class OpenedCopies:
    """The private folder, one sub-folder per copy so that names stay as they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fresh_folder(self) -> Path:
        """A new empty folder that only its owner may enter."""
        make_folder(self._folder)
        with file_errors(self._folder):
            return Path(tempfile.mkdtemp(dir=self._folder))

    def remove_all(self) -> tuple[str, ...]:
        """Take every copy away; the names of those that another program still holds."""
        held: list[str] = []
        for place, folders, files in os.walk(self._folder, topdown=False):
            held += [name for name in files if not _removed(Path(place, name))]
            for name in folders:
                with contextlib.suppress(OSError):
                    Path(place, name).rmdir()
        with contextlib.suppress(OSError):
            self._folder.rmdir()
        return tuple(held)


def _removed(path: Path) -> bool:
    try:
        path.chmod(0o600)  # Windows removes no file that may only be read
        path.unlink()
    except OSError:
        return False
    return True
