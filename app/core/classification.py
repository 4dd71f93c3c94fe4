"""Content classification (信访事项内容分类): what a matter is about, in three levels.

No official codes are published, so the codes are our own and only grow (law.md §6). The tree is
versioned data; a class that was renamed is still found under its other names, one that is retired
stays what matters were put into and is only offered no more. A county may hand changes down.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

SEPARATOR = "／"
LONGEST_NAME = 50
_CODE = re.compile(r"([0-9]{2}){1,3}")


@dataclass(frozen=True)
class Class:
    """One class; its code is its parent's with two digits more."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    retired_on: str = ""

    @property
    def parent(self) -> str:
        return self.code[:-2]

    def is_called(self, name: str) -> bool:
        return name == self.name or name in self.aliases


@dataclass(frozen=True)
class Classification:
    """One version of the tree, in the order in which the office reads it."""

    version: str
    valid_from: str
    classes: Mapping[str, Class]

    def find(self, code: str) -> Class | None:
        return self.classes.get(code)

    def children(self, code: str = "") -> tuple[Class, ...]:
        """The classes directly below `code`; without a code the top level."""
        return tuple(found for found in self.classes.values() if found.parent == code)

    def path(self, code: str) -> str:
        """All levels as one text: 城乡建设／安全生产／事故处理; empty for an unknown code."""
        ends = range(2, len(code) + 1, 2)
        return SEPARATOR.join(self.classes[code[:end]].name for end in ends) if code in self.classes else ""

    def offered(self, today: date, also: str = "") -> list[tuple[str, str]]:
        """(code, all levels) of the classes a matter may be put into today; `also` the one it is in already."""
        retired = self.retired(today)
        return [
            (code, f"{self.path(code)}（已停用）" if code in retired else self.path(code))
            for code in self.classes
            if code == also or code not in retired
        ]

    def retired(self, today: date) -> frozenset[str]:
        """The codes of those that are used no more, by themselves or with a class they belong to."""
        day = today.isoformat()
        gone = {one.code for one in self.classes.values() if one.retired_on and one.retired_on <= day}
        return frozenset(code for code in self.classes if gone & _upward(code)) if gone else frozenset()

    def changed(self, version: str, changes: Iterable[Class]) -> "Classification":
        """The next version of the tree; a name that is given up stays a name the class is found by."""
        classes = dict(self.classes)
        for one in changes:
            known = classes.get(one.code, one)
            names = dict.fromkeys((*known.aliases, known.name, *one.aliases))
            names.pop(one.name, None)
            classes[one.code] = replace(one, aliases=tuple(names))
        return Classification(version, self.valid_from, dict(sorted(classes.items())))

    def clashes(self) -> frozenset[str]:
        """The codes of classes in use that are called as another of the same parent is."""
        used = [one for one in self.classes.values() if not one.retired_on]
        named = Counter((one.parent, one.name) for one in used)
        return frozenset(one.code for one in used if named[one.parent, one.name] > 1)

    def resolve(self, level1: str, level2: str = "", level3: str = "") -> str | None:
        """The code for names as a register gives them, newer and older names alike.

        `None` when a level that is named does not exist under the one before; never a guess.
        """
        code = ""
        for name in (level1.strip(), level2.strip(), level3.strip()):
            if not name:
                break
            if (found := self._child(code, name)) is None:
                return None
            code = found.code
        return code or None

    def _child(self, code: str, name: str) -> Class | None:
        return next((child for child in self.children(code) if child.is_called(name)), None)


def _upward(code: str) -> set[str]:
    """A class and those it belongs to."""
    return {code[:end] for end in range(2, len(code) + 1, 2)}


def class_problem(code: str, name: str, parent: str | None = None) -> str:
    """Why a line cannot be a class, as the end of a sentence; empty if it can."""
    if not _CODE.fullmatch(code):
        return "代码应为2位、4位或6位数字"
    if parent is not None and parent != code[:-2]:
        return f"上级代码应为“{code[:-2]}”" if code[:-2] else "一级分类没有上级代码"
    if not name or len(name) > LONGEST_NAME or SEPARATOR in name:
        return f"名称不能为空，不超过{LONGEST_NAME}字，不能有“{SEPARATOR}”"
    return ""


def classification_from_tree(tree: Mapping[str, Any]) -> Classification:
    """Build from the shipped tree (resources/classification/tree-2026.json) or a county's own."""
    classes = {found.code: found for node in tree["classes"] for found in _flatten(node)}
    return Classification(tree["version"], tree["valid_from"], classes)


def _flatten(node: Mapping[str, Any]) -> Iterator[Class]:
    yield Class(node["code"], node["name"], tuple(node.get("aliases", ())))
    for child in node["children"]:
        yield from _flatten(child)
