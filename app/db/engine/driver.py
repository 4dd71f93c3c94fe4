"""The one place that chooses the SQLite we run on.

SQLCipher brings the same SQLite to every platform, encrypted or not. sqlite-utils looks
for a replacement driver under the name `pysqlite3`, once, while it is imported; announced
there, its own `except OperationalError` sees SQLCipher's errors too (platform.md §6).
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2 as driver

for _name, _module in (("pysqlite3", sqlcipher3), ("pysqlite3.dbapi2", driver)):
    sys.modules.setdefault(_name, _module)

Connection = driver.Connection
DatabaseError = driver.DatabaseError
Error = driver.Error

LATER = ("sqlite_utils",)  # the first part of a transaction imports it

__all__ = ["LATER", "Connection", "DatabaseError", "Error", "driver"]
