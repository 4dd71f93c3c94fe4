"""A disk that refuses one of the two key files."""

from pathlib import Path

import pytest

from app.db.engine import keys
from app.errors import StorageError


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, sentence: str = "写不进去") -> None:
    """One of the two files cannot be written, and says so; the other can."""
    write = keys.durable_replace

    def refuse(path: Path, content: bytes) -> None:
        if path.name == name:
            raise StorageError(sentence)
        write(path, content)

    monkeypatch.setattr(keys, "durable_replace", refuse)
