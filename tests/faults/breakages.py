"""Deliberate faults in the program: each takes one safeguard away, and the harness must notice.

A harness that finds nothing proves nothing until it has found something (reliability.md §3).
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.db.engine import blobs, connection, files, swapping
from app.db.engine.connection import Store
from app.db.engine.migrating import statements
from app.services import backups
from tests.faults.flows import Flow, Tell


def broken(flow: Flow, breakage: str) -> Flow:
    """The same flow, done by a program that lacks a safeguard; what checks it afterwards is sound."""

    def act(folder: Path, tell: Tell) -> None:
        with pytest.MonkeyPatch.context() as patch:
            BREAKAGES[breakage](patch)
            flow.act(folder, tell)

    return replace(flow, act=act) if breakage else flow


def _synchronous_off(patch: pytest.MonkeyPatch) -> None:
    """SQLite no longer waits for the disk."""
    prepare = connection._prepare

    def careless(opened, *given, **how):
        prepare(opened, *given, **how)
        opened.execute("PRAGMA synchronous = OFF")

    patch.setattr(connection, "_prepare", careless)


def _no_file_sync(patch: pytest.MonkeyPatch) -> None:
    """Our own files are written and renamed, and not synced."""
    patch.setattr(os, "fsync", lambda _handle: None)


def _no_folder_sync(patch: pytest.MonkeyPatch) -> None:
    """The new name of a file is not synced."""
    for module in (files, connection, blobs, swapping, backups):
        patch.setattr(module, "sync_folder", lambda _folder: None)


def _migrate_in_pieces(patch: pytest.MonkeyPatch) -> None:
    """Every statement of a migration is a transaction of its own."""

    def pieces(store, migrations, application_id, _before):
        version = int(connection._pragma(store.connection, "user_version"))
        for number, migration in enumerate(migrations[version:], start=version + 1):
            for statement in statements(migration.sql):
                store.connection.execute(statement)
            store.connection.execute(f"PRAGMA application_id = {application_id}")
            store.connection.execute(f"PRAGMA user_version = {number}")

    patch.setattr(connection, "_migrate", pieces)


def _commit_later(patch: pytest.MonkeyPatch) -> None:
    """What is said to be saved is written when the register is closed."""

    @contextlib.contextmanager
    def lazily(store: Store) -> Iterator[object]:
        if not store.connection.in_transaction:
            store.connection.execute("BEGIN IMMEDIATE")
        yield store

    def closing(store: Store) -> None:
        if store.connection.in_transaction:
            store.connection.execute("COMMIT")
        store.connection.close()

    patch.setattr(Store, "writing", lazily)
    patch.setattr(Store, "close", closing)


def _say_saved_whatever_happens(patch: pytest.MonkeyPatch) -> None:
    """A disk that refuses is not listened to."""

    @contextlib.contextmanager
    def deaf(store: Store) -> Iterator[object]:
        if store.connection.in_transaction:
            yield store
            return
        store.connection.execute("BEGIN IMMEDIATE")
        yield store
        try:
            store.connection.execute("COMMIT")
        except connection.DatabaseError:
            with contextlib.suppress(connection.DatabaseError):
                store.connection.rollback()

    patch.setattr(Store, "writing", deaf)


def _swap_in_place(patch: pytest.MonkeyPatch) -> None:
    """A restored register or a new data key is put in place file by file, without one rename that decides."""

    def decide(folder: Path) -> None:
        (folder / swapping.PART).replace(folder / "laid")
        for path in sorted((folder / "laid").iterdir()):
            if path.is_file():
                path.replace(folder / path.name)
        (folder / "laid").replace(folder / swapping.READY)

    patch.setattr(swapping, "decide", decide)


BREAKAGES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "synchronous_off": _synchronous_off,
    "no_file_sync": _no_file_sync,
    "no_folder_sync": _no_folder_sync,
    "migrate_in_pieces": _migrate_in_pieces,
    "commit_later": _commit_later,
    "swap_in_place": _swap_in_place,
    "say_saved_whatever_happens": _say_saved_whatever_happens,
}
