"""Between the program and the disk: every write, sync, truncation and change of a name is heard, and may fail.

Only files below one folder are looked at. What is heard is a list of operations that `power` plays back
in the ways a power cut may leave them.
"""

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.relocations import Slot, slots, write_address

LIBRARIES = ("sqlcipher3/_sqlite3", "python3", "libQt6Core", "libQt6Gui")  # python3: and its shared library
_libc = ctypes.CDLL(None, use_errno=True)
_INT, _LONG, _TEXT, _POINTER = ctypes.c_int, ctypes.c_long, ctypes.c_char_p, ctypes.c_void_p


class Op(NamedTuple):
    """One thing asked of the disk; paths are relative to the folder.

    `kind` is write (path, offset, bytes), size (path, length), sync (path), make (path), rename
    (from, to), link (from, to), remove (path), folder (path), remove_folder (path) or told (what
    the clerk was told).
    """

    kind: str
    path: str
    other: Any = None
    data: bytes = b""


Fault = Callable[[int, Op], int]  # the operation's place and what it is → an errno, or 0


def _no_fault(_place: int, _op: Op) -> int:
    return 0


@cache
def _slots(names: frozenset[str]) -> tuple[Slot, ...]:
    return tuple(dict.fromkeys(slot for library in LIBRARIES for slot in slots(names, library)))


class Disk:
    """What is asked of the disk below `root` while `listening`."""

    def __init__(self, root: Path, fault: Fault = _no_fault) -> None:
        self.root, self.fault = str(root.resolve()), fault
        self.log: list[Op] = []
        self._open: dict[int, str] = {}
        self._keep: list[Any] = []

    def tell(self, what: str) -> None:
        """The clerk is told that this is kept: from here on no power cut may take it."""
        self.log.append(Op("told", what))

    def told(self) -> list[str]:
        return [op.path for op in self.log if op.kind == "told"]

    @contextmanager
    def listening(self) -> Iterator["Disk"]:
        before = list(self._put_in())
        try:
            yield self
        finally:
            for slot, address in before:
                write_address(slot, address)

    def _put_in(self) -> Iterator[tuple[Slot, int]]:
        ours = {name: ctypes.cast(call, _POINTER).value or 0 for name, call in self._calls().items()}
        for slot in _slots(frozenset(ours)):
            yield slot, write_address(slot, ours[slot.name])

    def _calls(self) -> dict[str, Any]:
        calls = {}
        for names, types, handler in (
            (("open", "open64"), (_TEXT, _INT, _INT), self._on_open),
            (("openat", "openat64"), (_INT, _TEXT, _INT, _INT), self._on_openat),
            (("close",), (_INT,), self._on_close),
            (("write",), (_INT, _POINTER, _LONG), self._on_write),
            (("pwrite", "pwrite64"), (_INT, _POINTER, _LONG, _LONG), self._on_pwrite),
            (("fsync", "fdatasync"), (_INT,), self._on_sync),
            (("ftruncate", "ftruncate64"), (_INT, _LONG), self._on_size),
            (("unlink",), (_TEXT,), self._on_unlink),
            (("unlinkat",), (_INT, _TEXT, _INT), self._on_unlinkat),
            (("rename",), (_TEXT, _TEXT), self._on_rename),
            (("renameat",), (_INT, _TEXT, _INT, _TEXT), self._on_renameat),
            (("link",), (_TEXT, _TEXT), self._on_link),
            (("linkat",), (_INT, _TEXT, _INT, _TEXT, _INT), self._on_linkat),
            (("mkdir",), (_TEXT, _INT), self._on_mkdir),
            (("mkdirat",), (_INT, _TEXT, _INT), self._on_mkdirat),
            (("rmdir",), (_TEXT,), self._on_rmdir),
            (("sendfile", "sendfile64"), (_INT, _INT, _POINTER, _LONG), self._refused),
            (("copy_file_range",), (_INT, _POINTER, _INT, _POINTER, _LONG, _INT), self._refused),
        ):
            kind = ctypes.CFUNCTYPE(_LONG, *types, use_errno=True)
            for name in names:
                real = getattr(_libc, name)
                real.restype, real.argtypes = _LONG if "write" in name else _INT, types
                calls[name] = kind(lambda *given, real=real, handler=handler: handler(real, *given))
        self._keep.append(calls)
        return calls

    def _below(self, path: bytes | str) -> str | None:
        """The path relative to the folder, or nothing for a foreign one."""
        whole = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))  # noqa: PTH109, PTH118
        if whole == self.root:
            return "."
        start = self.root.rstrip("/") + "/"
        return whole[len(start) :] if whole.startswith(start) else None

    def _at(self, folder: int, path: bytes) -> str:
        if path.startswith(b"/") or folder < 0:
            return os.fsdecode(path)
        return os.readlink(f"/proc/self/fd/{folder}") + "/" + os.fsdecode(path)  # noqa: PTH115

    def _do(self, op: Op, call: Callable[[], int]) -> int:
        """Let one operation happen and note it, or let it fail."""
        trouble = self.fault(len(self.log), op)
        if trouble:
            ctypes.set_errno(trouble)
            return -1
        result = call()
        if result >= 0:
            self.log.append(op)
        return result

    # What each call means ------------------------------------------------------------------

    def _on_open(self, real: Any, path: bytes, flags: int, mode: int) -> int:
        return self._opened(path, flags, lambda: real(path, flags, mode))

    def _on_openat(self, real: Any, folder: int, path: bytes, flags: int, mode: int) -> int:
        return self._opened(self._at(folder, path), flags, lambda: real(folder, path, flags, mode))

    def _opened(self, path: bytes | str, flags: int, call: Callable[[], int]) -> int:
        name = self._below(path)
        if name is None:
            return call()
        is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        cut = bool(flags & os.O_TRUNC) and not is_new and os.path.getsize(path) > 0  # noqa: PTH202
        if is_new:
            handle = self._do(Op("make", name), call)
        else:
            handle = self._do(Op("size", name, 0), call) if cut else call()
        if handle >= 0:
            self._open[handle] = name
        return handle

    def _on_close(self, real: Any, handle: int) -> int:
        self._open.pop(handle, None)
        return int(real(handle))

    def _on_write(self, real: Any, handle: int, buffer: int, length: int) -> int:
        name = self._name(handle)
        if name is None:
            return int(real(handle, buffer, length))
        place = os.lseek(handle, 0, os.SEEK_CUR)
        return self._do(
            Op("write", name, place, ctypes.string_at(buffer, length)), lambda: real(handle, buffer, length)
        )

    def _on_pwrite(self, real: Any, handle: int, buffer: int, length: int, place: int) -> int:
        name = self._name(handle)
        if name is None:
            return int(real(handle, buffer, length, place))
        data = ctypes.string_at(buffer, length)
        return self._do(Op("write", name, place, data), lambda: real(handle, buffer, length, place))

    def _on_sync(self, real: Any, handle: int) -> int:
        name = self._name(handle)
        return int(real(handle)) if name is None else self._do(Op("sync", name), lambda: real(handle))

    def _on_size(self, real: Any, handle: int, length: int) -> int:
        name = self._name(handle)
        if name is None:
            return int(real(handle, length))
        return self._do(Op("size", name, length), lambda: real(handle, length))

    def _name(self, handle: int) -> str | None:
        """What an open file is called now: it may have been renamed since it was opened."""
        if handle not in self._open:
            return None
        return self._below(os.readlink(f"/proc/self/fd/{handle}")) or self._open[handle]  # noqa: PTH115

    def _change(self, kind: str, path: bytes | str, call: Callable[[], int], other: bytes | str = b"") -> int:
        name = self._below(path)
        if name is None:
            return int(call())
        return self._do(Op(kind, name, self._below(other) if other else None), call)

    def _on_unlink(self, real: Any, path: bytes) -> int:
        return self._change("remove", path, lambda: real(path))

    def _on_unlinkat(self, real: Any, folder: int, path: bytes, flags: int) -> int:
        kind = "remove_folder" if flags else "remove"
        return self._change(kind, self._at(folder, path), lambda: real(folder, path, flags))

    def _on_rename(self, real: Any, old: bytes, new: bytes) -> int:
        return self._change("rename", old, lambda: real(old, new), new)

    def _on_renameat(self, real: Any, here: int, old: bytes, there: int, new: bytes) -> int:
        return self._change(
            "rename", self._at(here, old), lambda: real(here, old, there, new), self._at(there, new)
        )

    def _on_link(self, real: Any, old: bytes, new: bytes) -> int:
        return self._change("link", old, lambda: real(old, new), new)

    def _on_linkat(self, real: Any, here: int, old: bytes, there: int, new: bytes, flags: int) -> int:
        return self._change(
            "link", self._at(here, old), lambda: real(here, old, there, new, flags), self._at(there, new)
        )

    def _on_mkdir(self, real: Any, path: bytes, mode: int) -> int:
        return self._change("folder", path, lambda: real(path, mode))

    def _on_mkdirat(self, real: Any, folder: int, path: bytes, mode: int) -> int:
        return self._change("folder", self._at(folder, path), lambda: real(folder, path, mode))

    def _on_rmdir(self, real: Any, path: bytes) -> int:
        return self._change("remove_folder", path, lambda: real(path))

    def _refused(self, _real: Any, *_given: int) -> int:
        """Copies inside the system are not heard: whoever copies falls back to reading and writing."""
        ctypes.set_errno(errno.EINVAL)
        return -1
