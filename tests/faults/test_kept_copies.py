"""Copies that every earlier version made are kept as they were, and are restored by today's program.

A new format of copy is a new folder below `tests/data/copies`. The registers of the first versions are copies
of the first kind: database and keys in a folder, without a word of what they hold.
"""

import shutil
from pathlib import Path

import pytest

from app.core.recovery_codes import SECRET_BYTES
from app.db.engine.keys import unlock
from app.db.migrations import MIGRATIONS
from app.errors import DamageError
from app.services import restored_register
from app.services.backups import MIGRATING, list_copies
from app.services.restoring import look, rehearse, restore
from app.services.ways_in import by_code, by_password
from tests.conftest import PASSWORD
from tests.faults import prepared
from tests.faults.power import lay_out
from tests.faults.prepared import CODE, OLD_REGISTERS, StandingClock

KEPT = OLD_REGISTERS.parent / "copies"
COPIES = [*sorted(OLD_REGISTERS.iterdir()), *sorted(KEPT.iterdir())]


@pytest.fixture
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "stick" / request.param.name))


@pytest.mark.parametrize("copy", COPIES, indirect=True, ids=[path.name for path in COPIES])
def test_a_copy_of_every_format_is_restored_on_an_empty_machine(copy: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    seen = look(copy, tmp_path / "desk", by_password(PASSWORD))
    assert seen.counts["matters"] > 0
    assert not seen.present.there
    restore(copy, tmp_path / "desk", by_password(PASSWORD), clock=StandingClock())
    with prepared.reopen(tmp_path / "desk") as desk:
        assert desk.safety.verify(full=True).ok
        assert desk.register.store.value("SELECT count(*) FROM matters") == seen.counts["matters"]
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


SCHEMAS = [schema for schema in prepared.schemas() if schema.isdecimal()]


def test_the_last_twenty_formats_are_tried() -> None:
    assert len(SCHEMAS) + len(COPIES) >= min(20, len(MIGRATIONS))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_copy_of_every_schema_that_landed_is_rehearsed_and_restored(schema: str, tmp_path: Path) -> None:
    """Each is the proved copy that an opening makes before it changes an older register."""
    lay_out(prepared.old_register(schema), tmp_path / "old")
    prepared.reopen(tmp_path / "old").close()
    found = list_copies(tmp_path / "old" / "backups")
    (copy,) = [one for one in found if one.manifest and one.manifest.reason == MIGRATING]
    assert copy.manifest
    assert copy.manifest.schema == int(schema)
    rehearse(copy.folder, tmp_path / "drill", unlock(copy.folder, PASSWORD))
    restore(copy.folder, tmp_path / "desk", by_password(PASSWORD), clock=StandingClock())
    with prepared.reopen(tmp_path / "desk") as desk:
        assert desk.safety.verify(full=True).ok
        assert len(desk.matters.find("处")) == 2


def test_a_copy_of_an_old_schema_with_a_flipped_bit_is_no_copy(tmp_path: Path) -> None:
    lay_out(prepared.old_register(SCHEMAS[0]), tmp_path / "old")
    prepared.reopen(tmp_path / "old").close()
    (copy,) = list_copies(tmp_path / "old" / "backups")
    content = bytearray((copy.folder / "main.db").read_bytes())
    content[len(content) // 2] ^= 1
    (copy.folder / "main.db").write_bytes(content)
    with pytest.raises(DamageError):
        rehearse(copy.folder, tmp_path / "drill", unlock(copy.folder, PASSWORD))


def test_an_old_copy_whose_tables_are_not_told_anew_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The breakage for what stands above: today's schema, and yesterday's rows in it."""
    lay_out(prepared.old_register(SCHEMAS[0]), tmp_path / "old")
    prepared.reopen(tmp_path / "old").close()
    (copy,) = list_copies(tmp_path / "old" / "backups")
    monkeypatch.setattr(restored_register, "ensure_current", lambda *_: False)
    with pytest.raises(DamageError):
        rehearse(copy.folder, tmp_path / "drill", unlock(copy.folder, PASSWORD))


def test_a_kept_copy_opens_with_the_code_on_paper_alone(tmp_path: Path) -> None:
    assert len(CODE) == SECRET_BYTES
    (copy,) = KEPT.iterdir()
    restore(copy, tmp_path / "desk", by_code(CODE), clock=StandingClock(), new_password="重新设的密码9")
    with prepared.reopen(tmp_path / "desk", "重新设的密码9") as desk:
        assert len(desk.matters.find("第1处")) == 1
