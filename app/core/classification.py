"""Content classification (信访事项内容分类): what a matter is about, in three levels.

No official codes are published, so the codes are our own and only grow (law.md §6). The tree is
versioned data; a class that was renamed is still found under its other names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SEPARATOR = "／"


@dataclass(frozen=True)
class Class:
    """One class; its code is its parent's with two digits more."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()

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


def classification_from_tree(tree: Mapping[str, Any]) -> Classification:
    """Build from the shipped tree (resources/classification/tree-2026.json) or a county's own."""
    classes = {found.code: found for node in tree["classes"] for found in _flatten(node)}
    return Classification(tree["version"], tree["valid_from"], classes)


def _flatten(node: Mapping[str, Any]) -> Iterator[Class]:
    yield Class(node["code"], node["name"], tuple(node.get("aliases", ())))
    for child in node["children"]:
        yield from _flatten(child)
