"""What a power cut may leave of a list of operations, and laying it out as files.

The disk keeps what was synced. Of what was not, each write may be there, be missing or be torn at
512 bytes, in any combination; a change of names survives in the order of its folder, whole or not at
all. Two kinds of file system are played: one whose journal keeps all changes of names in one order and
brings them down with any sync, and the bare promise of POSIX, where only the folder's own sync does.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.disk import Op

SECTOR = 512
Tree = dict[str, bytes | None]  # path → content, or None for a folder


@dataclass
class _File:
    number: int
    content: bytes
    parts: list[tuple[int, Op]] = field(default_factory=list)  # since the last sync, with their places


@dataclass
class _Folder:
    number: int
    names: dict[str, "_File | _Folder"] = field(default_factory=dict)


@dataclass(frozen=True)
class _Renaming:
    """A change of names: what each (folder, name) holds afterwards."""

    place: int
    puts: tuple[tuple[int, str, "_File | _Folder | None"], ...]


def read_tree(root: Path) -> Tree:
    """Everything below a folder."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }


def lay_out(tree: Tree, root: Path) -> None:
    """Make the folder hold exactly this."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for name, content in sorted(tree.items()):
        if content is None:
            (root / name).mkdir(parents=True, exist_ok=True)
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)


@dataclass(frozen=True)
class State:
    """What lies on the disk after a cut, and what the clerk had been told by then."""

    tree: Tree
    told: tuple[str, ...]
    place: int
    label: str

    def digest(self) -> int:
        """States with the same digest need be opened only once; Python remembers a content's hash."""
        return hash((self.told, tuple(sorted(self.tree.items(), key=_name))))


def _name(item: tuple[str, bytes | None]) -> str:
    return item[0]


class Model:
    """The disk at one moment of the list: what is safe, what is on its way."""

    def __init__(self, tree: Tree) -> None:
        self._numbers = 0
        self.root = self._folder()
        self.folders = {self.root.number: self.root}
        self.safe: dict[tuple[int, str], _File | _Folder] = {}
        self.pending: list[_Renaming] = []
        self.told: list[str] = []
        self.last_sync = -1
        for name, content in sorted(tree.items()):
            node = self._folder() if content is None else self._file(content)
            parent, last = self._parent(name)
            parent.names[last] = node
            self.safe[parent.number, last] = node

    def apply(self, place: int, op: Op) -> None:
        """Take the next operation in."""
        {
            "told": lambda: self.told.append(op.path),
            "make": lambda: self._put(place, (op.path, self._file(b""))),
            "folder": lambda: self._put(place, (op.path, self._folder())),
            "remove": lambda: self._put(place, (op.path, None)),
            "remove_folder": lambda: self._put(place, (op.path, None)),
            "link": lambda: self._put(place, (str(op.other), self._node(op.path))),
            "rename": lambda: self._put(place, (op.path, None), (str(op.other), self._node(op.path))),
            "sync": lambda: self._sync(place, op.path),
            "write": lambda: self._node(op.path).parts.append((place, op)),  # type: ignore[union-attr]
            "size": lambda: self._node(op.path).parts.append((place, op)),  # type: ignore[union-attr]
        }[op.kind]()

    def now(self) -> Tree:
        """As a running program sees it; after a kill this is what stays."""
        return self._tree(
            {(folder.number, name): node for folder in self.folders.values() for name, node in folder.names.items()},
            lambda file: [part for _, part in file.parts],
        )  # fmt: skip

    def after_cut(self, chance: random.Random, *, ordered: bool) -> Tree:
        """One of the things a cut may leave."""
        names = dict(self.safe)
        for change in self._survivors(chance, ordered=ordered):
            for folder, name, node in change.puts:
                if node is None:
                    names.pop((folder, name), None)
                else:
                    names[folder, name] = node
        how = chance.choice(("none", "some", "some", "torn", "first", "all"))
        return self._tree(names, lambda file: _kept([part for _, part in file.parts], how, chance))

    def _survivors(self, chance: random.Random, *, ordered: bool) -> list[_Renaming]:
        if ordered:
            brought = sum(1 for change in self.pending if change.place < self.last_sync)
            return self.pending[: chance.randint(brought, len(self.pending))]
        kept, ended = [], set[int]()
        for change in self.pending:
            folders = {folder for folder, _, _ in change.puts}
            if folders & ended or chance.random() < 0.4:
                ended |= folders
            else:
                kept.append(change)
        return kept

    def _put(self, place: int, *changes: tuple[str, _File | _Folder | None]) -> None:
        puts = []
        for path, node in changes:
            parent, last = self._parent(path)
            puts.append((parent.number, last, node))
            if node is None:
                parent.names.pop(last, None)
            else:
                parent.names[last] = node
        self.pending.append(_Renaming(place, tuple(puts)))

    def _sync(self, place: int, path: str) -> None:
        self.last_sync = place
        node = self.root if path == "." else self._node(path)
        if isinstance(node, _File):
            node.content = _written(node.content, [part for _, part in node.parts])
            node.parts = []
            return
        for change in [change for change in self.pending if _is_in(change, node)]:
            self.pending.remove(change)
            for folder, name, held in change.puts:
                if held is None:
                    self.safe.pop((folder, name), None)
                else:
                    self.safe[folder, name] = held

    def _tree(self, names: dict, parts) -> Tree:  # type: ignore[type-arg, no-untyped-def]
        held: dict[int, dict[str, _File | _Folder]] = {}
        for (folder, name), node in names.items():
            held.setdefault(folder, {})[name] = node
        tree: Tree = {}

        def walk(number: int, prefix: str) -> None:
            for name, node in held.get(number, {}).items():
                if isinstance(node, _Folder):
                    tree[prefix + name] = None
                    walk(node.number, f"{prefix}{name}/")
                else:
                    tree[prefix + name] = _written(node.content, parts(node))

        walk(self.root.number, "")
        return tree

    def _parent(self, path: str) -> tuple[_Folder, str]:
        *above, last = PurePosixPath(path).parts
        folder = self.root
        for name in above:
            inner = folder.names[name]
            assert isinstance(inner, _Folder)
            folder = inner
        return folder, last

    def _node(self, path: str) -> _File | _Folder:
        parent, last = self._parent(path)
        return parent.names[last]

    def _file(self, content: bytes) -> _File:
        self._numbers += 1
        return _File(self._numbers, content)

    def _folder(self) -> _Folder:
        self._numbers += 1
        folder = _Folder(self._numbers)
        if self._numbers > 1:
            self.folders[folder.number] = folder
        return folder


def states(before: Tree, log: Sequence[Op], wanted: int, seed: int) -> Iterator[State]:
    """At least `wanted` states over the moments of the log; the first of each is a kill, the last is the end."""
    chance, moments = random.Random(seed), _moments(log, wanted)
    each = -(-wanted // len(moments)) - 1
    model = Model(before)
    for place in range(len(log) + 1):
        if place:
            model.apply(place - 1, log[place - 1])
        if place not in moments:
            continue
        told = tuple(model.told)
        yield State(model.now(), told, place, "kill")
        for number in range(each):
            ordered = (place + number) % 2 == 0
            yield State(
                model.after_cut(chance, ordered=ordered), told, place, "journal" if ordered else "posix"
            )


def final(before: Tree, log: Sequence[Op]) -> Tree:
    """What the program left when nothing went wrong."""
    model = Model(before)
    for place, op in enumerate(log):
        model.apply(place, op)
    return model.now()


def _moments(log: Sequence[Op], wanted: int) -> set[int]:
    """Every moment; where there are more than are wanted, of each row of writes only some."""
    every = range(len(log) + 1)
    if len(every) <= wanted:
        return set(every)
    other = {place for place in every if place == len(log) or log[place].kind != "write"}
    return other | set(every[:: -(-len(every) // max(1, wanted - len(other)))])


def _is_in(change: _Renaming, folder: _Folder) -> bool:
    return any(number == folder.number for number, _, _ in change.puts)


def _kept(parts: list[Op], how: str, chance: random.Random) -> list[Op]:
    if how in {"none", "all"} or not parts:
        return parts if how == "all" else []
    if how == "first":
        return parts[: chance.randint(0, len(parts))]
    kept = [part for part in parts if chance.random() < 0.5]
    if how == "torn" and kept:
        torn = chance.randrange(len(kept))
        kept[torn : torn + 1] = _sectors(kept[torn], chance)
    return kept


def _sectors(part: Op, chance: random.Random) -> list[Op]:
    """Some of the sectors of one write."""
    if part.kind != "write":
        return [part]
    return [
        Op("write", part.path, part.other + start, part.data[start : start + SECTOR])
        for start in range(0, len(part.data), SECTOR)
        if chance.random() < 0.5
    ]


def _written(content: bytes, parts: Sequence[Op]) -> bytes:
    if not parts:
        return content
    whole = bytearray(content)
    for part in parts:
        if part.kind == "size":
            del whole[part.other :]
            whole.extend(bytes(part.other - len(whole)))
            continue
        end = part.other + len(part.data)
        if len(whole) < end:
            whole.extend(bytes(end - len(whole)))
        whole[part.other : end] = part.data
    return bytes(whole)
