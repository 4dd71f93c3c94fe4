"""Another data key for a finished file."""

from pathlib import Path

from app.db.engine.connection import unlock_file
from app.db.engine.driver import Connection, DatabaseError, driver
from app.db.engine.troubles import storage_errors
from app.errors import StorageError


def rekey_file(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt a finished copy anew, in place; nobody may need it while this goes on."""
    with storage_errors():
        connection = driver.connect(str(path), isolation_level=None)
        try:
            unlock_file(connection, old)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _rekey(connection, new)
        finally:
            connection.close()


def _rekey(connection: Connection, new: bytes) -> None:
    """SQLCipher has one text for whatever stopped it; the file it was given is a copy, so nothing is lost."""
    try:
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except DatabaseError as error:
        raise StorageError(
            "磁盘已满或读写出错，新的密钥没有换成，数据仍按原来的密钥保存；请检查磁盘后再试。"
        ) from error
