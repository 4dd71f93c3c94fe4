"""What lies in a county's data folder, told without opening it."""

from pathlib import Path

from app.db.engine.files import file_errors
from app.errors import StorageError

DATABASE, RECEIVED, SERVER = "county.db", "received", "server.json"


def has_county(folder: Path) -> bool:
    """Whether a county's store lies in `folder`, or is reached from there on a server."""
    with file_errors(folder):
        return (folder / DATABASE).exists() or (folder / SERVER).exists()


def leads_to_server(folder: Path) -> bool:
    """Whether there is an address of a server in `folder`."""
    with file_errors(folder):
        return (folder / SERVER).exists()


def is_on_server(folder: Path) -> bool:
    """Whether `folder` leads to a server instead of holding the data; raises if it does both."""
    if not leads_to_server(folder):
        return False
    with file_errors(folder):
        if (folder / DATABASE).exists():
            raise StorageError(
                f"“{folder}”里既有本机的县局数据（{DATABASE}），又有服务器地址（{SERVER}），没有打开，也没有改动；"
                "请信息技术人员把不用的一个移走。"
            )
    return True


def refuse_second(folder: Path) -> None:
    """One county for a folder: what is there is never covered by another."""
    if has_county(folder):
        raise StorageError(f"“{folder}”里已经有县局数据，没有覆盖；请打开它，或换一个空文件夹。")
