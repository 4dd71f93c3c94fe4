"""Bring the licence texts in resources/licences/texts up to date from the installed distributions.

`parts.json` is kept by hand: one line for each part that is shipped, with the distributions (names of
requirements.lock) it stands for and the texts that belong to it. Where a distribution brings a licence text
of its own, `texts/DISTRIBUTION.txt` is made from it here; `rust-crates.txt` is made from the lists of Rust
crates that pyrage, cryptography and python-calamine carry. The other texts are standard ones, kept as they are.

Run it in the project's environment after `make lock`; it names what has no entry or no text and then exits 1.
Distributions that this PC does not install (another system, another Python) keep the text they have.
"""

import importlib.metadata
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "resources" / "licences"
TEXTS = LICENCES / "texts"
WITH_CRATES = ("cryptography", "pyrage", "python-calamine")


def runtime_distributions(pyproject: str, lock: str) -> frozenset[str]:
    """What the program needs to run: the named dependencies and, by the lock's `via` lines, what these need."""
    wanted = {_plain(line) for line in tomllib.loads(pyproject)["project"]["dependencies"]}
    parents = _parents(lock)
    while more := {name for name, via in parents.items() if via & wanted} - wanted:
        wanted |= more
    return frozenset(wanted)


def _parents(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    name = ""
    for line in lock.splitlines():
        if line[:1].isalpha():
            name = _plain(line)
            found.setdefault(name, set())
        elif line.startswith("    #"):
            found[name].add(line.strip(" #").removeprefix("via").strip())
    return found


def _plain(requirement: str) -> str:
    """`psycopg[binary]>=3.2` → psycopg."""
    end = next((at for at, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), None)
    return requirement[:end].lower().replace("_", "-").replace(".", "-")


def text_file(text: str) -> Path:
    """The fonts keep their licences beside them; the others lie in `texts`."""
    return ROOT / "resources" / text if "/" in text else TEXTS / text


def own_text(name: str) -> str:
    """The licence text inside an installed distribution, or nothing."""
    try:
        files = importlib.metadata.distribution(name).files or []
    except importlib.metadata.PackageNotFoundError:
        return ""
    named = sorted((file for file in files if _is_text(file.parts)), key=str)
    return "\n\n".join(_clean(file.read_text(encoding="utf-8")) for file in named)


def _is_text(parts: tuple[str, ...]) -> bool:
    inside = parts[0].endswith(".dist-info") and "_vendor" not in parts
    file = parts[-1].upper()
    return inside and file.startswith(("LICENSE", "LICENCE", "COPYING")) and not file.endswith("APACHE")


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def crates() -> str:
    """Every Rust crate compiled into our libraries, with its licence; versions change with each release."""
    found: dict[str, str] = {}
    for name in WITH_CRATES:
        for file in importlib.metadata.distribution(name).files or []:
            if file.parts[-1].endswith(".cyclonedx.json"):
                found |= _licences(json.loads(file.read_text(encoding="utf-8")))
    lines = [f"{name:32} {licence}" for name, licence in sorted(found.items())]
    head = (
        "Rust crates compiled into cryptography, pyrage and python-calamine, as these name them themselves."
    )
    return "\n".join([head, "", *lines]) + "\n"


def _licences(bill: dict[str, list[dict[str, object]]]) -> dict[str, str]:
    return {str(part["name"]): _expression(part.get("licenses")) for part in bill.get("components", [])}


def _expression(licences: object) -> str:
    first = licences[0] if isinstance(licences, list) and licences else {}
    return first.get("expression") or first.get("license", {}).get("id") or "MIT OR Apache-2.0"


def main() -> int:
    parts = json.loads((LICENCES / "parts.json").read_text(encoding="utf-8"))
    for name in {name for part in parts for name in part["distributions"] if f"{name}.txt" in part["texts"]}:
        if text := own_text(name):
            (TEXTS / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    (TEXTS / "rust-crates.txt").write_text(crates(), encoding="utf-8")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    needed = runtime_distributions((ROOT / "pyproject.toml").read_text(encoding="utf-8"), lock)
    lacking = needed - {name for part in parts for name in part["distributions"]}
    gone = {text for part in parts for text in part["texts"] if not text_file(text).exists()}
    for sentence in [f"no entry in parts.json: {name}" for name in sorted(lacking)] + [
        f"no text: {name}" for name in sorted(gone)
    ]:
        print(sentence, file=sys.stderr)
    return 1 if lacking or gone else 0


if __name__ == "__main__":
    sys.exit(main())
