"""What we ship as data, read once: calendar, rule packs, pinyin, classification."""

import functools
import json

from app.core.calendar import Calendar, calendar_from_table
from app.core.classification import Classification, classification_from_tree
from app.core.pack_reading import content_from_text, packs_from
from app.core.pinyin import PinyinTable, parse_table
from app.core.rule_packs import RulePack
from app.db.lawbook import Rules
from app.paths import resource


@functools.cache
def calendar() -> Calendar:
    return calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))


@functools.cache
def packs() -> dict[str, RulePack]:
    """The national packs and the local variants, which say only how they differ from a national one."""
    paths = sorted(resource("rule_packs").rglob("*.json"))
    return packs_from(content_from_text(path.read_text(encoding="utf-8")) for path in paths)


@functools.cache
def pinyin() -> PinyinTable:
    return parse_table(resource("pinyin", "table.txt").read_text(encoding="utf-8"))


@functools.cache
def classification() -> Classification:
    newest = sorted(resource("classification").glob("tree-*.json"))[-1]
    return classification_from_tree(json.loads(newest.read_text(encoding="utf-8")))


def rules() -> Rules:
    """Everything deriving needs; the pinyin table is read only when a name is written."""
    return Rules(calendar=calendar(), packs=packs(), initials=lambda name: pinyin().initials(name))
