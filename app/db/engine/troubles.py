"""What the environment does to a store, as sentences; a broken constraint stays our own bug."""

import contextlib
from collections.abc import Iterator

from app.db.engine.driver import DatabaseError
from app.errors import AlreadyOpenError, DamageError, ForeignFileError, StorageError, UnsureError

DAMAGED = "数据文件有损坏，已停止写入；请从最近的备份恢复，不要继续录入。"
RESTING = "窗口已锁定，数据已经关闭，这一步没有做；请输入密码后再试。"

_SENTENCES = (
    ("SQLITE_FULL", StorageError, "磁盘已满，这一步没有保存，此前的数据完好；请清理磁盘后再试。"),
    ("SQLITE_BUSY", AlreadyOpenError, "数据正被另一个窗口或命令使用，这一步没有做；请先关闭另一个再试。"),
    ("SQLITE_LOCKED", AlreadyOpenError, "数据正被另一个窗口或命令使用，这一步没有做；请先关闭另一个再试。"),
    (
        "SQLITE_READONLY",
        StorageError,
        "数据文件夹是只读的，这一步没有保存；请取消只读或换到可以写入的文件夹。",
    ),
    (
        "SQLITE_CANTOPEN",
        StorageError,
        "数据文件打不开（文件夹只读、路径太长或没有权限），什么也没有改动；请核对文件夹后再试。",
    ),
    ("SQLITE_IOERR", UnsureError, "磁盘读写出错，这一步是否保存不能确定；请重新打开程序核对后再录入。"),
    ("SQLITE_CORRUPT", DamageError, DAMAGED),
    (
        "SQLITE_NOTADB",
        ForeignFileError,
        "这不是本程序的数据文件，或者已经损坏；什么也没有改动，请核对位置或从备份恢复。",
    ),
    ("CLOSED", StorageError, RESTING),
)
# SQLCipher's driver names few of its errors; the texts are SQLite's own and stable.
_TEXTS = {
    "disk is full": "SQLITE_FULL",
    "database is locked": "SQLITE_BUSY",
    "readonly": "SQLITE_READONLY",
    "unable to open": "SQLITE_CANTOPEN",
    "disk I/O error": "SQLITE_IOERR",
    "malformed": "SQLITE_CORRUPT",
    "not a database": "SQLITE_NOTADB",
    "closed database": "CLOSED",
}


@contextlib.contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the environment's troubles into sentences."""
    try:
        yield
    except DatabaseError as error:
        if told := as_sentence(error):
            raise told from error
        raise


def as_sentence(error: DatabaseError) -> StorageError | None:
    """What SQLite says of the environment, in words; None for a mistake of ours."""
    name = error_name(error)
    return next((kind(sentence) for prefix, kind, sentence in _SENTENCES if name.startswith(prefix)), None)


def error_name(error: DatabaseError) -> str:
    """SQLite's name of an error, such as SQLITE_FULL."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    return name or next((name for text, name in _TEXTS.items() if text in str(error)), "")
