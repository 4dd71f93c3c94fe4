"""The pages of the manual we ship (resources/manual/*.md): for whom each is, what else it may be called, its text.

The same text is shown on F1, printed as one book (`installer/manual.py`) and played in the real window
(`app.ui.manual`). What only the player needs stands in remarks, which no reader sees.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.paths import resource
from app.ui.help.forms_list import forms_list

# (for whom, pages in reading order)
PARTS = (
    ("第一天", ("first", "install")),
    ("每一页", ("today", "reception", "matters", "steps", "papers", "ledgers", "month", "exchange", "settings")),
    ("常做的事", ("forms", "month_end", "stick", "backup", "lock", "keys")),
    ("出了问题", ("trouble",)),
    ("县局", ("county",)),
    ("信息技术人员", ("it",)),
    ("开发人员", ("developer",)),
)  # fmt: skip
ORDER = tuple(key for _, keys in PARTS for key in keys)
CONTENTS = "contents"
KEYWORDS = "关键词："
PICTURES = "pictures"
_FORMS = "<!-- forms -->"
_SHOWN = re.compile(r"^( *)(!\[[^\]]*\]\(([^)]+)\))", re.MULTILINE)
_REMARK_LINE = re.compile(r"^[ ]*<!--.*?-->\n?", re.MULTILINE)
_PICTURE = re.compile(rf"{PICTURES}/([a-z0-9-]+)\.png")


@dataclass(frozen=True)
class HelpPage:
    """One page. `text` is Markdown of ours as it is shown: no keywords, no remarks, every picture leading to itself
    enlarged; `source` is the file as it is.
    """

    key: str
    title: str
    keywords: tuple[str, ...]
    text: str
    source: str


@lru_cache(maxsize=1)
def help_pages() -> dict[str, HelpPage]:
    """All pages in the order of the contents."""
    return {key: _read(key) for key in ORDER}


def help_page(key: str) -> HelpPage:
    """A page by its key; the contents for a key that has none."""
    return help_pages().get(key) or _contents()


def key_of(address: str) -> str:
    """The page a link leads to; empty for everything that is not a page of ours."""
    key = address.removesuffix(".md")
    return key if address.endswith(".md") and key in {*ORDER, CONTENTS} else ""


def picture_of(address: str) -> Path | None:
    """The picture a page of ours shows; nothing for every other address."""
    found = _PICTURE.fullmatch(address)
    path = resource("manual", PICTURES, f"{found[1]}.png") if found else None
    return path if path and path.is_file() else None


def _read(key: str) -> HelpPage:
    source = resource("manual", f"{key}.md").read_text(encoding="utf-8")
    lines = source.splitlines()
    title = lines[0].removeprefix("#").strip()
    words = next(line for line in lines if line.startswith(KEYWORDS))
    text = "\n".join(line for line in lines if line is not words).replace(_FORMS, forms_list())
    shown = _SHOWN.sub(r"\n\1[\2](\3)", _REMARK_LINE.sub("", text))  # a paragraph of its own
    return HelpPage(key, title, tuple(words.removeprefix(KEYWORDS).split()), shown, source)


def _contents() -> HelpPage:
    pages = help_pages()
    listed = "\n\n".join(
        f"## {readers}\n\n" + "\n".join(f"- [{pages[key].title}]({key}.md)" for key in keys)
        for readers, keys in PARTS
    )
    return HelpPage(CONTENTS, "帮助目录", (), f"# 帮助目录\n\n{listed}\n", "")
