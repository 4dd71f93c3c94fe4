"""Where a register may not lie: on a stick, on the network, in a folder that a service copies elsewhere.

A stick is pulled out, a network drive lies about what is written, and a synchronising service puts two
states of one file together (reliability.md row 16).
"""

from pathlib import Path

from app.errors import StorageError
from app.services.sticks import plugged_in

_SYNCED = (
    "onedrive", "dropbox", "icloud", "google drive", "坚果云", "nutstore", "百度网盘", "baidunetdisk", "wps云盘",
    "wpsdrive", "kingsoftdrive", "微云", "weiyun", "天翼云盘", "阿里云盘",
)  # fmt: skip


def refuse_place(folder: Path) -> None:
    """Raise `StorageError` with the reason, if a new register must not lie in `folder`."""
    if problem := place_problem(folder):
        raise StorageError(f"“{folder}”{problem}，没有建立；请换成本机硬盘上的文件夹。")


def place_problem(folder: Path) -> str:
    """Why the folder will not do, or nothing."""
    place = folder.absolute()
    if str(place).startswith(("\\\\", "//")):
        return "在网络上，断线时会损坏数据"
    if any(root == place or root in place.parents for root in plugged_in()):
        return "在U盘上，拔出时会损坏数据"
    if any(word in part.lower() for part in place.parts for word in _SYNCED):
        return "会被网盘同步到别处，数据会损坏，也会泄露"
    return ""
