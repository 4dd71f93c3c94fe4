"""The content classes as they hold in this office: the shipped tree with what the county changed in it.

What the county changed is kept as a text of the office's own, whole with each version; the entries of the
journal are its history. Figures of closed periods were frozen with their words and stay as they are.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict
from functools import lru_cache, partial
from typing import Any

from app.core.classification import Class, Classification, class_problem
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.db import office_texts
from app.db.engine.connection import Store
from app.db.rows import day
from app.exchange.schemas import Row
from app.services.register import Register
from app.services.shipped import classification

KEPT_AS = "classes"


def classes(store: Store) -> Classification:
    """The tree as it is now."""
    return _tree(office_texts.load(store, KEPT_AS))


@lru_cache(maxsize=8)
def _tree(kept: str) -> Classification:
    if not kept:
        return classification()
    content = json.loads(kept)
    return classification().changed(f"{classification().version}+{content['version']}", _changes(content))


def _changes(content: Mapping[str, Any]) -> Iterator[Class]:
    for one in content["classes"]:
        yield Class(one["code"], one["name"], tuple(one["aliases"]), one["retired_on"])


class ClassTable:
    """Comparing the county's table of classes with ours, and taking it over."""

    def __init__(self, register: Register, version: int, rows: Sequence[Row]) -> None:
        self._register, self._version = register, version
        self._now = classes(register.store)
        wanted = [_class(row) for row in rows]
        self._next = self._now.changed("", wanted)
        self._clashes = self._next.clashes()
        self._wanted, self._taken = sorted(wanted, key=lambda one: one.code), list[Class]()

    def differences(self) -> Iterator[tuple[str, Callable[[], object] | None]]:
        """A line for each difference, with the deed that takes it over; at the end the one that keeps them all."""
        refused, changed = set[str](), False
        for one in self._wanted:
            if problem := self._problem(one, refused):
                refused.add(one.code)
                yield f"内容分类“{one.name}”（代码{one.code}）不能采用：{problem}", None
            elif line := self._line(one):
                changed = True
                yield line, partial(self._taken.append, one)
        if changed:
            yield f"内容分类表改用第{self._version}版；已结账的数字不变", self._keep

    def _problem(self, one: Class, refused: Set[str]) -> str:
        if problem := class_problem(one.code, one.name):
            return problem
        missing = self._next.find(one.parent) is None or (
            one.parent in refused and not self._now.find(one.parent)
        )
        if one.parent and missing:
            return f"没有上级分类“{one.parent}”"
        return "同级已有这个名称" if one.code in self._clashes else ""

    def _line(self, one: Class) -> str:
        known, path = self._now.find(one.code), self._next.path(one.code)
        if known is None:
            return f"新增内容分类“{path}”（代码{one.code}）{_retired(one)}"
        parts = [f"改名为“{one.name}”" if one.name != known.name else ""]
        if one.retired_on != known.retired_on:
            parts.append(_retired(one) or "恢复使用")
        told = "，".join(part for part in parts if part)
        return f"内容分类“{self._now.path(one.code)}”{told}" if told else ""

    def _keep(self) -> None:
        tree = self._now.changed("", self._taken)
        shipped = classification().classes
        kept = [asdict(one) for one in tree.classes.values() if shipped.get(one.code) != one]
        body = json.dumps({"version": self._version, "classes": kept}, ensure_ascii=False)
        self._taken.clear()
        self._register.record(
            Draft("office_text_kept", "office", self._register.today(), {"name": KEPT_AS, "body": body})
        )


def _class(row: Row) -> Class:
    return Class(str(row["key"] or ""), str(row["title"]).strip(), (), str(row["retired_on"] or ""))


def _retired(one: Class) -> str:
    retired = day(one.retired_on or None)
    return f"{chinese_date(retired)}起停用，已登记的照原样显示" if retired else ""
