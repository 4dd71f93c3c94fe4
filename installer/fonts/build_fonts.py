"""Make resources/fonts again, byte for byte, from the packages that fonts.lock names.

    python installer/fonts/build_fonts.py [--cache DIR] [--only PDFang-Regular.ttf]

Needs `npm` and Debian's `apt-get` and `dpkg-deb`, and the fontTools of the lock. A download or a
result whose sha256 differs from the lock ends the run with exit code 1 and the sum that was found.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import characters  # noqa: E402 - the two neighbours are found only after the line above
import outlines  # noqa: E402

RESULT = HERE.parent.parent / "resources" / "fonts"
UNIHAN = "./usr/share/unicode/Unihan_OtherMappings.txt.bz2"
UNNEEDED = ["vhea", "vmtx", "VORG", "GPOS", "GSUB", "GDEF", "BASE", "FFTM", "gasp", "DSIG", "STAT", "PfEd"]


def main() -> int:
    options = _arguments()
    lock = tomllib.loads((HERE / "fonts.lock").read_text("utf-8"))
    if fontTools.version != lock["fonttools"]:
        raise SystemExit(f"fontTools {lock['fonttools']} is needed, this is {fontTools.version}")
    packages = Packages(lock["source"], options.cache)
    sets = {"office": characters.office(packages.read("unihan", UNIHAN)), "all": None}
    for licence in lock["licence"]:
        _write(licence["output"], packages.read(licence["source"], licence["member"]))
    wrong = 0
    for entry in lock["font"]:
        if options.only in ("", entry["output"]):
            wrong += not _made(entry, packages, sets[entry["characters"]])
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("build/fonts"), help="where downloads are kept")
    parser.add_argument("--only", default="", metavar="FILE", help="make this one file")
    return parser.parse_args()


class Packages:
    """The downloads, each checked against its sum before anything is taken out of it."""

    def __init__(self, sources: dict[str, dict[str, str]], cache: Path) -> None:
        self._sources, self._cache = sources, cache.resolve()
        self._cache.mkdir(parents=True, exist_ok=True)
        self._tars: dict[str, Path] = {}

    def read(self, source: str, member: str) -> bytes:
        with tarfile.open(self._tar(source)) as archive:
            content = archive.extractfile(member)
            if content is None:
                raise SystemExit(f"{source}: {member} is no file")
            return content.read()

    def _tar(self, source: str) -> Path:
        if source not in self._tars:
            package = self._checked(source)
            self._tars[source] = _unwrapped(package) if package.suffix == ".deb" else package
        return self._tars[source]

    def _checked(self, source: str) -> Path:
        wanted = self._sources[source]
        package = self._cache / wanted["file"]
        if not package.exists():
            self._download(wanted)
        found = hashlib.sha256(package.read_bytes()).hexdigest()
        if found != wanted["sha256"]:
            raise SystemExit(f"{package.name}: sha256 {found}, the lock says {wanted['sha256']}")
        return package

    def _download(self, wanted: dict[str, str]) -> None:
        by_npm = ["npm", "pack", "--silent", wanted.get("npm", "")]
        by_apt = ["apt-get", "download", wanted.get("debian", "")]
        subprocess.run(by_npm if "npm" in wanted else by_apt, cwd=self._cache, check=True)


def _unwrapped(package: Path) -> Path:
    """The file tree of a .deb as a plain tar beside it."""
    tar = package.with_suffix(".tar")
    if not tar.exists():
        with tempfile.NamedTemporaryFile(dir=package.parent, delete=False) as half:
            subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=half, check=True)
        shutil.move(half.name, tar)
    return tar


def _made(entry: dict[str, str], packages: Packages, wanted: set[int] | None) -> bool:
    """Build one font; say whether it is the one the lock promises."""
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder, "original")
        original.write_bytes(packages.read(entry["source"], entry["member"]))
        font = TTFont(original, recalcTimestamp=False)
        if "CFF " in font:
            outlines.to_truetype(font)
        _reduce(font, wanted or set(font.getBestCmap()))
        _rename(font, entry["family"], entry["style"])
        font.save(Path(folder, "made"), reorderTables=True)
        content = Path(folder, "made").read_bytes()
    _write(entry["output"], content)
    found = hashlib.sha256(content).hexdigest()
    same = found == entry["sha256"]
    print(
        f"{entry['output']}: {len(content) / 1e6:.1f} MB {found} {'as locked' if same else 'DIFFERS'}",
        flush=True,
    )
    return same


def _reduce(font: TTFont, wanted: set[int]) -> None:
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=["*"], name_languages=["*"], notdef_outline=True,
        glyph_names=False, recalc_timestamp=False, drop_tables=UNNEEDED, legacy_cmap=False, symbol_cmap=False,
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def _rename(font: TTFont, family: str, style: str) -> None:
    """Our own family names: changed fonts may not bear reserved ones, and must not meet the PC's own."""
    names = font["name"]
    kept = {0: names.getDebugName(0), 13: names.getDebugName(13), 14: names.getDebugName(14)}
    said = {
        **kept, 1: family, 2: style, 3: f"{family} {style}; {names.getDebugName(5)}", 4: f"{family} {style}",
        5: names.getDebugName(5), 6: f"{family.replace(' ', '')}-{style}",
        10: f"Changed for Petition Desk from {names.getDebugName(4)}: outlines, characters, tables and name.",
    }  # fmt: skip
    names.names = []
    for number, text in sorted(said.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def _write(name: str, content: bytes) -> None:
    target = RESULT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    raise SystemExit(main())
