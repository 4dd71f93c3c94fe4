"""The help pages we ship (resources/manual/*.md): their titles, what else they may be called, their text."""

from dataclasses import dataclass
from functools import lru_cache

from app.paths import resource

ORDER = (
    "today", "reception", "matters", "steps", "papers", "ledgers", "month", "exchange", "settings", "lock", "backup",
    "keys", "trouble", "county",
)  # fmt: skip
CONTENTS = "contents"
KEYWORDS = "关键词："


@dataclass(frozen=True)
class HelpPage:
    """One page. `text` is Markdown of ours without the line of keywords."""

    key: str
    title: str
    keywords: tuple[str, ...]
    text: str


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


def _read(key: str) -> HelpPage:
    lines = resource("manual", f"{key}.md").read_text(encoding="utf-8").splitlines()
    title = lines[0].removeprefix("#").strip()
    words = next(line for line in lines if line.startswith(KEYWORDS))
    text = "\n".join(line for line in lines if line is not words)
    return HelpPage(key, title, tuple(words.removeprefix(KEYWORDS).split()), text)


def _contents() -> HelpPage:
    listed = "\n".join(f"- [{page.title}]({page.key}.md)" for page in help_pages().values())
    return HelpPage(CONTENTS, "帮助目录", (), f"# 帮助目录\n\n{listed}\n")
