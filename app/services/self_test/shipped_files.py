"""Everything we ship beside the program: is it there, is it what was packed, can it be read?

The build writes `contents.txt` into the packed resources, one line per file as `sha256sum` writes them, so
that IT can check an installed folder with a tool of the system as well.
"""

from datetime import date
from pathlib import Path

from app import paths
from app.core.forms import FORMS
from app.db.engine.files import hash_file
from app.errors import StorageError
from app.paper.fonts import RARE, Family, load
from app.services.self_test.parts import NotSound
from app.services.shipped import calendar, classification, packs, pinyin

CONTENTS = "contents.txt"
_EVERY_DAY = "信访事项受理告知书〔2026〕１号0123456789，。、；：？！（）"
_MOST_NAMED = 5


def listing(folder: Path) -> str:
    """What `contents.txt` says of a folder of resources."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hash_file(folder / name)}  {name}\n" for name in found if name != CONTENTS)


def files_are_whole() -> str:
    """Every file that was packed is here and unchanged; from source there is no list to go by."""
    folder = paths.RESOURCES
    listed = folder / CONTENTS
    if not listed.exists():
        count = sum(1 for path in folder.rglob("*") if path.is_file())
        if not count:
            raise NotSound("资源文件夹是空的，请重新安装本程序。")
        return f"{count}个（没有打包清单，只逐类试用）"
    lines = [line.split("  ", 1) for line in listed.read_text(encoding="utf-8").splitlines()]
    wrong = [name for digest, name in lines if _digest(folder / name) != digest]
    if wrong:
        named = "、".join(wrong[:_MOST_NAMED])
        raise NotSound(f"{len(wrong)}个文件缺失或被改动（{named}），请重新安装本程序。")
    return f"{len(lines)}个与打包清单一致"


def _digest(path: Path) -> str:
    try:
        return hash_file(path)
    except StorageError:
        return ""


def fonts_can_be_drawn_with() -> str:
    """Each shipped font loads, and the everyday ones have the characters of everyday."""
    for name in (*Family, RARE):
        face = load(str(name)).face
        if not face.charToGlyph:
            raise NotSound(f"字体{name}里没有字形，请重新安装本程序。")
    lacking = [sign for sign in _EVERY_DAY if ord(sign) not in load(Family.SONG).face.charToGlyph]
    if lacking:
        raise NotSound(f"字体{Family.SONG}缺少常用字“{''.join(lacking)}”，请重新安装本程序。")
    return f"{len(Family) + 1}种都能使用"


def knowledge_can_be_read() -> str:
    """Calendar, rule packs, classification, pinyin: read as the desk reads them."""
    days, rules = calendar(), packs()
    if days.is_workday(date(2026, 10, 1)):
        raise NotSound("日历把国庆节当作工作日，请重新安装本程序。")
    if not rules or pinyin().initials("信访") != "xf" or not classification().children():
        raise NotSound("规则包、拼音表或者内容分类不完整，请重新安装本程序。")
    return f"日历、{len(rules)}个规则包、内容分类、拼音表、{len(FORMS)}种文书目录"
