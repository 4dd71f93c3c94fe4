"""The manual made again: its pictures from the real window, the book docs/manual.md, and on wish a PDF for the stick.

    python -m installer.manual [--book-only] [--pdf FILE]

The source is resources/manual/*.md. A picture that looks as before is left as it is, so that only what
changed is changed; what cannot be carried out as written is named and ends the command with 1.
"""

import argparse
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageColor

from app.ui.help.pages import ORDER, PARTS, help_pages
from app.ui.manual.pictures import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "manual" / "pictures"
BOOK = ROOT / "docs" / "manual.md"
COLOURS = 48
SMALL = 8  # pictures are compared at an eighth: letters blur, a button that moved does not
MOST_DIFFERENT, MOST_CHANGED = 40, 30  # shades of grey; dots of the small picture: about a button
MADE = "由 `python -m installer.manual` 从 resources/manual 生成，请不要直接修改。"
HEAD = f"# 乡镇信访工作台使用手册\n\n{MADE}"


def book() -> str:
    """Every page after the contents; links lead within the book, pictures to the shipped ones."""
    pages = help_pages()
    contents = "\n\n".join(
        f"**{readers}**\n\n" + "\n".join(f"- [{pages[key].title}](#{key})" for key in keys)
        for readers, keys in PARTS
    )
    return "\n\n".join([HEAD, contents, *(_chapter(key) for key in ORDER)]).rstrip() + "\n"


def compressed(picture: "QImage") -> bytes:
    """A small PNG of few colours."""
    whole = _opened(picture)
    chosen = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chosen[: 3 * COLOURS], *ImageColor.getrgb(RING)])  # few dots, but they point
    few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def alike(shipped: Path, taken: "QImage") -> bool:
    """Whether the shipped picture still shows what the window shows, apart from a digit or a date."""
    if not shipped.is_file():
        return False
    with Image.open(shipped) as file:
        old = file.convert("L")
    new = _opened(taken).convert("L")
    if old.size != new.size:
        return False
    little = (max(new.width // SMALL, 1), max(new.height // SMALL, 1))
    box = Image.Resampling.BOX
    apart = ImageChops.difference(old.resize(little, box), new.resize(little, box))
    changed = apart.point(lambda grey: 255 if grey > MOST_DIFFERENT else 0)
    return changed.histogram()[255] <= MOST_CHANGED


def keep_pictures(taken: "dict[str, QImage]", folder: Path = PICTURES) -> list[str]:
    """Write what looks otherwise than before, take away what no page shows; returns the names changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = [name for name in sorted(taken) if not alike(folder / f"{name}.png", taken[name])]
    for name in changed:
        (folder / f"{name}.png").write_bytes(compressed(taken[name]))
    for path in folder.glob("*.png"):
        if path.stem not in taken:
            path.unlink()
            changed.append(path.stem)
    return changed


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code."""
    chosen = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    if not chosen.book_only and _play(app):
        return 1
    BOOK.write_text(book(), encoding="utf-8")
    if chosen.pdf:
        from installer.manual_pdf import write_pdf

        write_pdf(chosen.pdf)
    return 0


def _play(app: object) -> bool:
    """Whether something could not be carried out."""
    from PySide6.QtWidgets import QApplication

    from app.ui.manual.play import perform

    assert isinstance(app, QApplication)
    done = perform(app)
    problems = [line for lines in done.problems.values() for line in lines]
    for line in problems:
        sys.stderr.write(f"✗ {line}\n")
    if not problems:
        sys.stdout.write("".join(f"{name}\n" for name in keep_pictures(done.pictures)))
    return bool(problems)


def _chapter(key: str) -> str:
    page = help_pages()[key]
    text = re.sub(r"\[(!\[[^\]]*\]\()(pictures/[^)]+\))\]\([^)]+\)", r"\1../resources/manual/\2", page.text)
    text = re.sub(r"\]\(([a-z_]+)\.md\)", r"](#\1)", text)
    lower = re.sub(r"^(#+ )", r"#\1", text, flags=re.MULTILINE)
    return f'<a id="{key}"></a>\n\n{lower.strip()}'


def _opened(picture: "QImage") -> Image.Image:
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    return Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.manual", description="重新制作使用手册")
    parser.add_argument("--book-only", action="store_true", help="只写 docs/manual.md，不重新画图")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="另外制作一份可以打印、放在U盘上的PDF")
    return parser


if __name__ == "__main__":
    sys.exit(main())
