"""Write resources/classification/tree-2026.json from the outline in classification.txt.

Outline: a first-level class at the margin with its newer or older names in brackets, second
levels indented by two, the third levels of each on one line indented by four. 其他 stands last
everywhere. The codes are our own (01, 0101, 010101) by position, so a released outline only
ever grows at the end of a list.
"""

import json
import re
from pathlib import Path
from typing import Any

OUTLINE = Path(__file__).with_name("classification.txt")
TARGET = Path(__file__).resolve().parents[2] / "resources" / "classification" / "tree-2026.json"


def build() -> str:
    classes: list[dict[str, Any]] = []
    for line in OUTLINE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            seconds = classes[-1]["children"]
            seconds[-1]["children"] = _numbered(seconds[-1]["code"], line.split("｜"))
        elif line.startswith("  "):
            _add(classes[-1]["children"], classes[-1]["code"], line)
        else:
            _add(classes, "", line)
    tree = {"version": "2026", "valid_from": "2026-01-01", "classes": classes}
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _numbered(parent: str, names: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in names:
        _add(found, parent, name)
    return found


def _add(siblings: list[dict[str, Any]], parent: str, text: str) -> None:
    name, aliases = re.fullmatch(r"\s*(.+?)(?:（(.+)）)?", text).groups()
    node: dict[str, Any] = {"code": f"{parent}{len(siblings) + 1:02}", "name": name}
    if aliases:
        node["aliases"] = aliases.split("、")
    siblings.append(node | {"children": []})


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8", newline="\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
