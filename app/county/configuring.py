"""Configuration for the townships (下发配置) from a folder: wordings, names, settings, calendar, rule packs.

    wordings/FORM.toml  units.csv villages.csv (代码,名称,停用日期)   settings.csv (代码,值)
    calendar/*.json     rule_packs/*.json    categories.csv (代码,名称,上级代码,停用日期)

The version only grows, and one version has one content; each township compares it with what it has and applies it when its clerk agrees.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path

from app.core.canonical import digest
from app.core.choices import choice_named
from app.core.classification import Class, class_problem, classification_from_tree
from app.core.forms import form_called
from app.county.acknowledging import Sender
from app.county.handing_down import Load, hand_down
from app.county.intake import Progress, unheard
from app.county.store import CountyStore
from app.county.store_townships import Township
from app.db.engine.files import file_errors
from app.errors import BundleError, ValidationError
from app.exchange.registers import NOTHING_TAKEN, read_register
from app.exchange.schemas import Row
from app.paths import resource

KINDS: Mapping[str, str] = {
    "wording": "文书模板", "unit": "单位", "village": "村（社区）", "class": "内容分类", "setting": "规则设置", "calendar": "放假安排",
    "rule_pack": "规则包",
}  # fmt: skip
# The last one written, among the county's choices, and the hash of what was in it.
_VERSION, _CONTENT = "configuration_version", "configuration_content"
_CLASSES = "categories.csv"
_LARGEST_TEXT = 1 << 20
_PLACE_DIGITS = 9  # of a village's twelve, those that are its township's


@dataclass(frozen=True)
class Configured:
    """One thing that is configured: `value` is a setting's, or the hash of a long text."""

    kind: str
    key: str
    title: str
    value: str = ""
    retired_on: str = ""

    def is_for(self, township: Township) -> bool:
        """A village goes to the township its code lies in, everything else to everybody."""
        return self.kind != "village" or self.key[:_PLACE_DIGITS] == township.code[:_PLACE_DIGITS]


@dataclass(frozen=True)
class Configuration:
    """A folder as it was read, with the long texts that travel as files named by their hash."""

    name: str
    things: tuple[Configured, ...]
    texts: Mapping[str, bytes] = field(repr=False)

    @property
    def hash(self) -> str:
        """The same for the same things, whatever folder they were read from."""
        return digest([list(astuple(thing)) for thing in self.things])

    def for_township(self, township: Township) -> list[Configured]:
        return [thing for thing in self.things if thing.is_for(township)]


@dataclass(frozen=True)
class Issue:
    """A configuration as it goes down: its version, which only grows, and what that version is called."""

    content: Configuration
    version: int
    name: str


def configure(
    store: CountyStore, sender: Sender, townships: Sequence[Township], source: Path, version: int, name: str, folder: Path
) -> tuple[Path, ...]:  # fmt: skip
    """Write one file for each township; raises before the first if something in the folder cannot be right."""
    return hand_out(store, sender, townships, Issue(read_configuration(source), version, name), folder)


def read_configuration(source: Path) -> Configuration:
    """Everything a folder holds; raises if something in it cannot be right, or nothing is there."""
    texts: dict[str, bytes] = {}
    things = [*_wordings(source, texts), *_names(source), *_classes(source), *_settings(source)]
    for kind, place in (("calendar", "calendar"), ("rule_pack", "rule_packs")):
        for path in sorted(source.glob(f"{place}/*.json")):
            things.append(Configured(kind, path.stem, path.stem, _text(path, texts)))
    if not things:
        raise ValidationError({"folder": _nothing(source.name)})
    return Configuration(source.name, tuple(things), texts)


def hand_out(
    store: CountyStore, sender: Sender, townships: Sequence[Township], issue: Issue, folder: Path,
    progress: Progress = unheard,
) -> tuple[Path, ...]:  # fmt: skip
    """Write what was read and looked at; between two townships it may be stopped."""
    if not issue.name.strip():
        raise ValidationError({"name": "请写明这一版配置叫什么，例如“2027年放假安排”"})
    content = issue.content
    refuse_older(store, issue)
    wanted = [township for township in townships if content.for_township(township)]
    if not wanted:
        raise ValidationError({"folder": _nothing(content.name)})
    written = []
    for done, township in enumerate(wanted):
        progress(done, len(wanted))
        things = content.for_township(township)
        texts = sorted({thing.value for thing in things} & set(content.texts))
        rows = {"configuration": [_row(thing, issue) for thing in things]}
        remember = partial(_remember, store, issue)
        load = Load("config", rows, ([content.texts[digest]] for digest in texts), remember)
        written.append(hand_down(store, sender, township, load, folder))
    return tuple(written)


def latest_version(store: CountyStore) -> int:
    """The highest version written so far; 0 before the first."""
    return int(store.value("SELECT value FROM choices WHERE name = ?", (_VERSION,)) or 0)


def refuse_older(store: CountyStore, issue: Issue) -> None:
    """A version below the last one, or the last one with another content, would be refused by the townships."""
    latest = latest_version(store)
    if issue.version < latest:
        raise ValidationError({
            "version": f"第{issue.version}版比下发过的第{latest}版旧，没有写出；版本只增不减，请用第{latest + 1}版"
        })  # fmt: skip
    kept = store.value("SELECT value FROM choices WHERE name = ?", (_CONTENT,))
    if issue.version == latest and kept and kept != issue.content.hash:
        raise ValidationError({
            "version": f"第{latest}版已经下发过，内容不一样，没有写出；内容改了，请用第{latest + 1}版"
        })  # fmt: skip


def _remember(store: CountyStore, issue: Issue) -> None:
    if issue.version >= latest_version(store):
        kept = [(_VERSION, str(issue.version)), (_CONTENT, issue.content.hash)]
        store.put("choices", ("name", "value"), kept, ("name",))


def _nothing(folder: str) -> str:
    return f"“{folder}”里没有可以下发的配置，没有写出；请按说明放好文件"


def _row(thing: Configured, issue: Issue) -> Row:
    return {
        "version": issue.version, "name": issue.name, "kind": thing.kind, "key": thing.key, "title": thing.title,
        "value": thing.value, "retired_on": thing.retired_on, "note": "",
    }  # fmt: skip


def _wordings(source: Path, texts: dict[str, bytes]) -> Iterator[Configured]:
    for path in sorted(source.glob("wordings/*.toml")):
        yield Configured("wording", path.stem, form_called(path.stem).title, _text(path, texts))


def _names(source: Path) -> Iterator[Configured]:
    for kind, name in (("unit", "units.csv"), ("village", "villages.csv")):
        for code, title, retired_on, _ in _table(source / name):
            yield Configured(kind, code, title, retired_on=retired_on)


def _classes(source: Path) -> Iterator[Configured]:
    """Lines that are new or changed; each names its parent, which must be there or come along."""
    lines, shipped = list(_table(source / _CLASSES)), _shipped_classes()
    codes = Counter(code for code, *_ in lines)
    for number, (code, name, parent, retired_on) in enumerate(lines, start=2):
        problem = class_problem(code, name, parent)
        if not problem and parent and parent not in codes.keys() | shipped.keys():
            problem = f"上级代码“{parent}”不在表里，也不在内容分类里"
        if not problem and codes[code] > 1:
            problem = f"代码“{code}”有{codes[code]}行"
        if not problem and retired_on and not _is_day(retired_on):
            problem = f"停用日期“{retired_on}”应写成2027-01-01"
        if problem:
            raise ValidationError({"folder": f"{_CLASSES}第{number}行：{problem}，没有下发；请改好再试"})
        yield Configured("class", code, name, retired_on=retired_on)


@cache
def _shipped_classes() -> Mapping[str, Class]:
    newest = sorted(resource("classification").glob("tree-*.json"))[-1]
    return classification_from_tree(json.loads(newest.read_text(encoding="utf-8"))).classes


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _settings(source: Path) -> Iterator[Configured]:
    for key, value, *_ in _table(source / "settings.csv"):
        choice = choice_named(key)
        if choice is None:
            raise ValidationError({"settings": f"没有“{key}”这项规则设置，没有下发；请核对settings.csv"})
        yield Configured("setting", key, choice.title, value)


def _text(path: Path, texts: dict[str, bytes]) -> str:
    """The hash of a text that is too long for a cell: it travels as a file of that name."""
    with file_errors(path):
        content = path.read_bytes()
    if len(content) > _LARGEST_TEXT:
        raise ValidationError({"file": f"“{path.name}”超过1MB，没有下发；请核对文件"})
    digest = hashlib.sha256(content).hexdigest()
    texts[digest] = content
    return digest


def _table(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Rows of four cells below the header; nothing if there is no such file."""
    if not path.exists():
        return
    try:
        with file_errors(path):
            raw = read_register(path.read_bytes())
    except BundleError as error:
        said = str(error).replace(NOTHING_TAKEN, "什么也没有下发。")
        raise BundleError(f"{path.name}：{said}") from error
    for row in raw.rows:
        cells = [str(cell or "").strip() for cell in (*row.cells, None, None, None, None)[:4]]
        yield cells[0], cells[1], cells[2], cells[3]
