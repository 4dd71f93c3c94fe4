"""Small files to and from a stick: whole and read back, or not at all."""

from pathlib import Path

from app.errors import StorageError

LARGEST_ENROLMENT = 64 * 1024


def copy_to(source: Path, folder: Path) -> Path:
    """Copy `source` into `folder` and compare; raises `StorageError` with what to do."""
    target = folder / source.name
    part = target.with_name(f".{target.name}.part")
    try:
        content = source.read_bytes()
        part.write_bytes(content)
        part.replace(target)
        same = target.read_bytes() == content
    except OSError:
        raise StorageError(f"“{folder}”写不进去，没有复制。请换一个文件夹或U盘再试。") from None
    if not same:
        raise StorageError("复制后读回核对不一致，这个U盘存不住数据，请换一个再试。")
    return target


def read_small(path: Path) -> bytes:
    """An enrolment file's bytes; a larger file is cut, so that whoever reads it refuses it."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_ENROLMENT)
    except OSError:
        raise StorageError(f"“{path.name}”读不出来，什么也没有改动。请重新插好U盘再试。") from None
