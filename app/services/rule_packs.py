"""Rule packs (规则包): which there are, what another one would change, and taking it in."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.offices import change_office
from app.core.pack_changes import add_pack, differences, refuse_known
from app.core.pack_reading import LARGEST, content_from_text, pack_from
from app.core.rule_packs import RulePack
from app.db.engine.files import file_errors
from app.db.lawbook import sources
from app.errors import NotFound, ValidationError
from app.services.register import Register


@dataclass(frozen=True)
class KnownPack:
    """One pack as the list shows it.

    `received_from` is by whom or on what paper an added pack came, nothing for one we ship;
    `chosen` that the office has chosen it itself, `in_force` that a matter registered today
    starts with it.
    """

    id: str
    name: str
    version: int
    effective_from: date
    source: str
    local: bool
    received_from: str
    chosen: bool
    in_force: bool

    @property
    def added(self) -> bool:
        return bool(self.received_from)


@dataclass(frozen=True)
class PackPreview:
    """What a file holds, and how it differs from `compared_with`; nothing is written yet."""

    pack: RulePack
    content: Any
    compared_with: RulePack
    differences: tuple[str, ...]


class RulePacks:
    """Looking at the rule packs and taking in another one."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def all(self) -> tuple[KnownPack, ...]:
        """Every pack there is: the national ones first, the newest of each first."""
        law, received = self._register.law(), sources(self._register.store)
        current = law.pack_for(self._register.today())
        packs = sorted(
            law.packs.values(), key=lambda pack: (pack.local, -pack.effective_from.toordinal(), -pack.version)
        )
        return tuple(
            KnownPack(
                pack.id, pack.name, pack.version, pack.effective_from, pack.source, pack.local,
                received.get(pack.id, ""), pack.id == law.choices.rule_pack, pack is current,
            )
            for pack in packs
        )  # fmt: skip

    def pack(self, pack_id: str) -> RulePack:
        """One pack with its clocks."""
        found = self._register.law().packs.get(pack_id)
        if found is None:
            raise NotFound(f"没有代码为“{pack_id}”的规则包；请先用 rules 查看已有的规则包。")
        return found

    def in_force(self) -> RulePack:
        """The pack a matter registered today starts with."""
        return self._register.law().pack_for(self._register.today())

    def compare(self, pack: RulePack) -> tuple[str, ...]:
        """How a pack differs from the one in force, clock by clock."""
        return differences(self.in_force(), pack)

    def read(self, path: Path) -> PackPreview:
        """What a file would add; raises `ValidationError` or `NotAllowed`, writes nothing."""
        content = content_from_text(_text(path))
        known = self._register.law().packs
        pack = pack_from(content, known)
        refuse_known(pack, known)
        return PackPreview(pack, content, self.in_force(), self.compare(pack))

    def add(self, preview: PackPreview, source: str) -> RulePack:
        """Take the pack in as it was shown; matters already registered keep the pack they started with."""
        known = self._register.law().packs
        self._register.record(add_pack(preview.content, source, known, self._register.today()))
        return self.pack(preview.pack.id)

    def choose(self, pack_id: str) -> RulePack:
        """Let matters registered from now on start with this pack; without a code, with the national one."""
        if pack_id:
            self.pack(pack_id)
        office = self._register.office()
        if office.choices.rule_pack != pack_id:
            changes = {"choices": {"rule_pack": pack_id}}
            self._register.record(change_office(office, changes, self._register.today()))
        return self.in_force()


def _text(path: Path) -> str:
    with file_errors(path), path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValidationError({"file": f"“{path.name}”太大，不是规则包，没有添加，请核对文件后再试。"})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = f"“{path.name}”不是UTF-8文本，没有添加，请核对文件后再试。"
        raise ValidationError({"file": sentence}) from None
