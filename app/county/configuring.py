"""Configuration for the townships (下发配置) from a folder: wordings, names, settings, calendar, rule packs.

    wordings/FORM.toml  units.csv villages.csv (代码,名称,停用日期)   settings.csv (代码,值)
    calendar/*.json     rule_packs/*.json

The version only grows; each township compares it with what it has and applies it when its clerk agrees.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.choices import choice_named
from app.core.forms import form_called
from app.county.acknowledging import Sender
from app.county.handing_down import hand_down
from app.county.store import CountyStore
from app.county.store_townships import Township
from app.db.engine.files import file_errors
from app.errors import ValidationError
from app.exchange.registers import read_register
from app.exchange.schemas import Row

_LARGEST_TEXT = 1 << 20
_PLACE_DIGITS = 9  # of a village's twelve, those that are its township's


@dataclass
class _Content:
    """The rows of one configuration and the long texts that travel as files."""

    version: int
    name: str
    rows: list[Row] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)

    def add(self, kind: str, key: str, title: str, value: str = "", retired_on: str = "") -> None:
        self.rows.append({
            "version": self.version, "name": self.name, "kind": kind, "key": key, "title": title, "value": value,
            "retired_on": retired_on, "note": "",
        })  # fmt: skip

    def add_text(self, kind: str, key: str, title: str, path: Path) -> None:
        """A text that is too long for a cell: it travels as a file named by its hash."""
        with file_errors(path):
            content = path.read_bytes()
        if len(content) > _LARGEST_TEXT:
            raise ValidationError({"file": f"“{path.name}”超过1MB，没有下发；请核对文件"})
        digest = hashlib.sha256(content).hexdigest()
        self.texts[digest] = content
        self.add(kind, key, title, digest)


def configure(
    store: CountyStore, sender: Sender, townships: Sequence[Township], source: Path, version: int, name: str, folder: Path
) -> tuple[Path, ...]:  # fmt: skip
    """Write one file for each township; raises before the first if something in the folder cannot be right."""
    contents = [(township, _content(source, township, version, name)) for township in townships]
    if not any(content.rows for _, content in contents):
        raise ValidationError({"folder": f"“{source.name}”里没有可以下发的配置，没有写出；请按说明放好文件"})
    return tuple(
        hand_down(
            store, sender, township, "config", {"configuration": content.rows},
            ([text] for text in content.texts.values()), folder,
        )
        for township, content in contents
        if content.rows
    )  # fmt: skip


def _content(source: Path, township: Township, version: int, name: str) -> _Content:
    content = _Content(version, name)
    for path in sorted(source.glob("wordings/*.toml")):
        content.add_text("wording", path.stem, form_called(path.stem).title, path)
    _add_names(content, source, township)
    for row in _table(source / "settings.csv"):
        choice = choice_named(row[0])
        if choice is None:
            raise ValidationError({"settings": f"没有“{row[0]}”这项规则设置，没有下发；请核对settings.csv"})
        content.add("setting", row[0], choice.title, row[1])
    for kind, place in (("calendar", "calendar"), ("rule_pack", "rule_packs")):
        for path in sorted(source.glob(f"{place}/*.json")):
            content.add_text(kind, path.stem, path.stem, path)
    return content


def _add_names(content: _Content, source: Path, township: Township) -> None:
    """Units go to everybody, a village to the township its code lies in."""
    for row in _table(source / "units.csv"):
        content.add("unit", row[0], row[1], retired_on=row[2])
    for row in _table(source / "villages.csv"):
        if row[0][:_PLACE_DIGITS] == township.code[:_PLACE_DIGITS]:
            content.add("village", row[0], row[1], retired_on=row[2])


def _table(path: Path) -> Iterator[tuple[str, str, str]]:
    """Rows of three cells below the header; nothing if there is no such file."""
    if not path.exists():
        return
    with file_errors(path):
        raw = read_register(path.read_bytes())
    for row in raw.rows:
        cells = [str(cell or "").strip() for cell in (*row.cells, None, None, None)[:3]]
        yield cells[0], cells[1], cells[2]
