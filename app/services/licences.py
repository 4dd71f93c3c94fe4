"""许可: every part that the program is made of, its licence, and the whole text of it."""

import functools
import gzip
import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import NotFound
from app.paths import resource


@dataclass(frozen=True)
class Part:
    """One part: `licence` is an SPDX expression, `use` what it does here, `version` empty where none is known."""

    name: str
    group: str
    licence: str
    use: str
    home: str
    texts: tuple[str, ...]
    distributions: tuple[str, ...]

    @property
    def version(self) -> str:
        """Of the first of its distributions that this installation names."""
        return next((found for name in self.distributions if (found := _version(name))), "")

    def text(self) -> str:
        """All that its licence says, one text after the other."""
        return "\n\n".join(_read(name).strip() for name in self.texts) + "\n"


@functools.cache
def parts() -> tuple[Part, ...]:
    """The program itself first, then what it stands on."""
    rows = json.loads(resource("licences", "parts.json").read_text(encoding="utf-8"))
    return tuple(_part(row) for row in rows)


def part_called(word: str) -> Part:
    """The part whose name or distribution is, or else contains, `word`; NotFound names the way to the list."""
    wanted = word.strip().casefold()
    exact = [part for part in parts() if wanted in {name.casefold() for name in _names(part)}]
    near = [part for part in parts() if any(wanted in name.casefold() for name in _names(part))]
    if not wanted or not (exact or near):
        raise NotFound(f"没有名为“{word}”的组成部分；不写名称，可以列出全部。")
    return (exact or near)[0]


def _names(part: Part) -> tuple[str, ...]:
    return (part.name, *part.distributions)


def _part(row: Mapping[str, Any]) -> Part:
    return Part(
        row["name"], row["group"], row["licence"], row["use"], row["home"],
        tuple(row["texts"]), tuple(row["distributions"]),
    )  # fmt: skip


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _read(name: str) -> str:
    path = _file(name)
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return content.decode("utf-8", errors="replace")


def _file(name: str) -> Path:
    """The fonts keep their licences beside them; the others lie in `texts`."""
    return resource(*name.split("/")) if "/" in name else resource("licences", "texts", name)
