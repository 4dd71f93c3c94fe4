"""Who holds a register's folder: one window or one command, and nobody after a crash.

The kernel's lock goes with the process that took it, so there is no stale lock and no button that
opens anyway (reliability.md rows 19, 20). It is held while the window is locked and its store closed,
and over restoring and changing keys, when there is no open store that could refuse a second one.
"""

import os
import sys
from pathlib import Path

from app.errors import AlreadyOpenError

FILE = "open.lock"
_TAKEN = "数据正被另一个窗口或命令使用，这一步没有做；请先关闭另一个再试。"


class Held:
    """A folder that is ours until `release`; one that is forgotten lets go as well."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let others in; twice does no harm."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        self.release()


def hold(folder: Path) -> Held:
    """Take the folder, or raise `AlreadyOpenError`; where no file can be written, opening says why itself."""
    try:
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return Held(None)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise AlreadyOpenError(_TAKEN) from error
    return Held(handle)


def is_held(folder: Path) -> bool:
    """Whether somebody has it now."""
    try:
        hold(folder).release()
    except AlreadyOpenError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
