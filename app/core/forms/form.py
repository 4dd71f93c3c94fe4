"""What one kind of paper (文书) is: when it belongs, to whom it goes, what it must be told by the clerk."""

from dataclasses import dataclass

from app.core.steps.command import Ask

LETTER, UPWARD, SLIP, GRID, LISTING, RECORD, DEED, COVER, MINUTES = (
    "letter", "upward", "slip", "grid", "listing", "record", "deed", "cover", "minutes",
)  # fmt: skip
LAYOUTS = (LETTER, UPWARD, SLIP, GRID, LISTING, RECORD, DEED, COVER, MINUTES)

GROUPS = (
    "登记接收",
    "告知信访人",
    "转送交办",
    "办理答复",
    "送达",
    "复查复核",
    "协调督促",
    "笔录协议",
    "审批",
    "归档",
    "公开",
)

PETITIONER, UNIT, SUPERIOR, OFFICE, FILE, PUBLIC = (
    "petitioner",
    "unit",
    "superior",
    "office",
    "file",
    "public",
)

RECEPTION = "reception"
"""A paper about the latest reception of the matter rather than about a step."""
PAPER = "paper"
"""A paper about another paper: 送达回证."""


@dataclass(frozen=True)
class Form:
    """One kind of paper.

    `word` is its place in the number 青信{word}〔2026〕1号; empty, it takes no number. `tells_of`
    are the entries any of which it needs, the latest one being what it is about; `RECEPTION` and
    `PAPER` stand for the latest reception and another paper; nothing means the matter as it is.
    `to` is who receives it, `signature` who signs or seals, `asks` what only the clerk can say (the
    name of an ask is the name of its place in the wording). `served` is what the step 送达
    calls it, for papers whose delivery moves a clock. `sealed` says that it may be made for
    检举控告. `government` says that the organ signs it (有权处理的机关), not the office inside it.
    `returns` says that its receiver sends a signed slip (回执联) back. `stub` keeps a 存根 on a page of its own. `word_file` says that a leader will want to write in it; `matterless` that it
    belongs to no matter; `repeats` that it may be made again for the same occasion (a second 笔录).
    """

    id: str
    title: str
    word: str
    layout: str
    to: str
    group: str
    article: str
    signature: str
    tells_of: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    served: str = ""
    sealed: bool = False
    government: bool = True
    stub: bool = False
    word_file: bool = False
    returns: bool = False
    matterless: bool = False
    repeats: bool = False

    @property
    def watched(self) -> bool:
        """Whether Today waits for its delivery: what moves a clock, and what a unit signs for."""
        return bool(self.served) or self.returns


def asked(name: str, kind: str = "text", required: str = "", hint: str = "", **more: str) -> Ask:
    """Something the clerk tells a paper; it is printed where the wording says {name}."""
    return Ask(name, more.get("label", name), kind, required, {}, hint)
