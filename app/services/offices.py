"""The office's own data: names, settings and choices, and the rosters of units, villages and leaders."""

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.core.choices import Choice, unknown_choices
from app.core.classification import Classification
from app.core.offices import Office, change_office
from app.core.rosters import TITLES, RosterItem, add_item, retire_item, similar_names
from app.db import offices as rows
from app.errors import NotFound, ValidationError
from app.services.classes import classes
from app.services.register import Register


class Offices:
    """Reading and changing who the office is and whom it knows."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def office(self) -> Office:
        return self._register.office()

    def change(self, changes: Mapping[str, Any]) -> Office:
        """Change names or settings; figures of closed periods keep what they were closed with."""
        self._register.record(change_office(self.office(), changes, self._register.today()))
        return self.office()

    def choose(self, changes: Mapping[str, Any]) -> Office:
        """Settle what the rules leave to the office; matters already registered keep how they are counted."""
        office = self.office()
        if problems := unknown_choices(changes) or _pack_problem(changes, self._register.law().packs):
            raise ValidationError(problems)
        if any(value != getattr(office.choices, name) for name, value in changes.items()):
            self._register.record(change_office(office, {"choices": changes}, self._register.today()))
        return self.office()

    def worded(self, choice: Choice) -> Choice:
        """A choice with all its words: for the rule pack also the packs there are."""
        if choice.name != "rule_pack":
            return choice
        return replace(
            choice,
            words=(*choice.words, *((pack.id, pack.name) for pack in self._register.law().packs.values())),
        )

    def roster(self, kind: str, *, retired: bool = False) -> tuple[RosterItem, ...]:
        """The names in use of one kind; with `retired` also those no longer used."""
        items = rows.roster(self._register.store, kind)
        return items if retired else tuple(item for item in items if not item.retired_on)

    def classes(self) -> Classification:
        """The content classes as they hold here, with what the county changed."""
        return classes(self._register.store)

    def names(self, category: str = "") -> dict[str, str]:
        """Every roster name by id; of a content class all levels by its code."""
        return {category: self.classes().path(category), **rows.names(self._register.store)}

    def add(self, kind: str, name: str, code: str = "", detail: str = "") -> RosterItem:
        """Put a name on a roster."""
        item = RosterItem(str(uuid4()), kind, name.strip(), code, detail)
        self._register.record(add_item(item, self.roster(kind), self._register.today()))
        return item

    def retire(self, item_id: str) -> None:
        """Take a name out of use."""
        item = rows.load_item(self._register.store, item_id)
        if item is None or item.retired_on:
            raise NotFound("名册里没有这一项，可能已经停用；什么也没有改动。")
        self._register.record(retire_item(item, self._register.today()))

    def named(self, kind: str, name: str) -> RosterItem | None:
        """The roster item in use with exactly this name or code."""
        wanted = name.strip()
        return next((item for item in self.roster(kind) if wanted in {item.name, item.code} and wanted), None)

    def named_or_added(self, kind: str, name: str, *, sure: bool = False) -> tuple[RosterItem, bool]:
        """The item of this name, put on the roster if it is new; a near miss is refused unless `sure`."""
        found = self.named(kind, name)
        if found:
            return found, False
        near = similar_names(name.strip(), self.roster(kind))
        if near and not sure:
            meant = "、".join(near)
            raise ValidationError(
                {kind: f"{TITLES[kind]}名册里没有“{name}”，是否指：{meant}？没有保存，请核对名称"}
            )
        return self.add(kind, name), True


def _pack_problem(changes: Mapping[str, Any], packs: Container[str]) -> dict[str, str]:
    pack = changes.get("rule_pack", "")
    return {} if not pack or pack in packs else {"rule_pack": f"没有代码为“{pack}”的规则包，没有保存"}
