"""A real PostgreSQL, started from Debian's package in a folder of its own: no network, no trace."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SUPERUSER = "petition_test"
_PLACES = ("/usr/lib/postgresql/*/bin/initdb", "/usr/local/bin/initdb", "/usr/bin/initdb")
_SETTINGS = (
    "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB",
    "max_connections=30",
)  # fmt: skip


def program(name: str) -> Path:
    """Where one of PostgreSQL's own programs lies; the test is skipped where there is none."""
    found = sorted(path for place in _PLACES for path in Path("/").glob(place[1:]))
    if not found:
        pytest.skip(
            "PostgreSQL is not installed here (Debian: apt install postgresql; installer/postgresql.sh)"
        )
    return found[-1].resolve().with_name(name)


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a fresh server, which is gone afterwards."""
    initdb, postgres = program("initdb"), program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a short name: a socket's path is limited to 107 bytes
    who = _other_user() if os.getuid() == 0 else None
    if who:
        shutil.chown(folder, who)
    asked = {"user": who} if who else {}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [initdb, "-D", folder / "data", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, **asked, **quiet,
    )  # fmt: skip
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    server = subprocess.Popen([postgres, "-D", folder / "data", "-k", folder, *settings], **asked, **quiet)
    try:
        address = f"postgresql://{SUPERUSER}@/postgres?host={folder}"
        _wait_for(address, server)
        yield address
    finally:
        server.send_signal(
            signal.SIGINT
        )  # at once; SIGTERM would wait for whoever a failed test left connected
        server.wait()
        shutil.rmtree(folder)


def _other_user() -> str:
    """PostgreSQL will not run as root."""
    names = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    while True:
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError:
            assert server.poll() is None, "the server did not start"
            os.sched_yield()
        else:
            return


def database(address: str, name: str) -> str:
    """An empty database on the server, and its address."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return address.replace("/postgres?", f"/{name}?")
