"""What the manual's Markdown says is to be done: numbered steps with remarks that readers never see.

A remark is an HTML comment of one line. `stage NAME …` before a numbered list says over what it is
played; inside a step each remark is one deed (`app.ui.manual.deeds`), in the order in which it stands
among the step's pictures. A deed beginning with `~` is stage work that the words need not name.
"""

import re
from dataclasses import dataclass

REMARK = re.compile(r"<!--\s*(.*?)\s*-->")
_PICTURE = re.compile(r"!\[[^\]]*\]\(pictures/([a-z0-9-]+)\.png\)")
_PART = re.compile(rf"{REMARK.pattern}|{_PICTURE.pattern}")
_NUMBERED = re.compile(r"(\d+)\. (.*)")
_STAGE = "stage "
PICTURE, OUTSIDE = "picture", "outside"


@dataclass(frozen=True)
class Deed:
    """One thing to do or to look at. `silent` deeds are not in the words of the step."""

    verb: str
    about: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Step:
    """One numbered step: its words as they are read, and its deeds."""

    number: int
    words: str
    deeds: tuple[Deed, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Buttons, fields and tabs it names in 「」."""
        return tuple(re.findall(r"「([^」]+)」", self.words))

    @property
    def outside(self) -> bool:
        """Whether it happens outside the program: a stick, a printer, the system's own windows."""
        return any(deed.verb == OUTSIDE for deed in self.deeds)


@dataclass(frozen=True)
class Walk:
    """One numbered list of a page and the stage it is played on; an empty stage is a fault of the page."""

    page: str
    heading: str
    stage: tuple[str, ...]
    steps: tuple[Step, ...]


def walks(page: str, markdown: str) -> tuple[Walk, ...]:
    """Every numbered list of a page, in order. A list goes on over blank lines until other text begins."""
    found: list[Walk] = []
    heading, stage, lines = "", tuple[str, ...](), list[str]()
    for line in [*markdown.splitlines(), "## "]:
        inside = bool(_NUMBERED.match(line)) or (bool(lines) and (line.startswith("   ") or not line))
        if inside:
            lines.append(line)
            continue
        if lines:
            found.append(Walk(page, heading, stage, _steps(lines)))
            lines, stage = [], ()
        remark = REMARK.fullmatch(line)
        if remark and remark[1].startswith(_STAGE):
            stage = tuple(remark[1].removeprefix(_STAGE).split())
        if line.startswith(("## ", "### ")):
            heading = line.lstrip("# ")
    return tuple(found)


def pictures(markdown: str) -> tuple[str, ...]:
    """The names of the pictures a page shows."""
    return tuple(_PICTURE.findall(markdown))


def _steps(lines: list[str]) -> tuple[Step, ...]:
    blocks: list[list[str]] = []
    for line in lines:
        if _NUMBERED.match(line):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return tuple(_step("\n".join(block)) for block in blocks)


def _step(block: str) -> Step:
    numbered = _NUMBERED.match(block)
    assert numbered
    deeds = [_deed(part[1]) if part[1] else Deed(PICTURE, part[2]) for part in _PART.finditer(block)]
    words = re.sub(r"\s*\n\s*", "", _PART.sub("", block[numbered.start(2) :])).strip()
    return Step(int(numbered[1]), words, tuple(deeds))


def _deed(remark: str) -> Deed:
    verb, _, about = remark.removeprefix("~").strip().partition(" ")
    return Deed(verb, about.strip(), silent=remark.startswith("~"))
