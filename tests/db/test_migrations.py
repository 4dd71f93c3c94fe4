"""What has landed is frozen: each step by its hash, each schema by a real file that still opens."""

import hashlib
import shutil
from pathlib import Path

import pytest

from app.db.migrations import COMPUTED, MIGRATIONS
from app.services.clock import FixedClock
from app.services.opening import open_desk
from tests.conftest import PASSWORD

REGISTERS = Path(__file__).parent.parent / "data" / "registers"

# One line per landed step. A new step adds a line; an existing line never changes.
LANDED = {
    "journal": "4f6877b24684d071",
    "office": "5fe91ad76c5ff476",
    "people": "a337850046883608",
    "matters": "b7c9314fb416248e",
    "paper_and_month": "8f2157aed7eb9ce8",
    "exchange": "95328ca6de5e2b7b",
    "search": "fb69419f172683d0",
    "calendar": "fafacadefc150e08",
    "law": "9f62cd3d1dd6b1ee",
    "search_pairs": "cd491a38317e0f0e",
    "drafts": "d8eea31b57727174",
    "attachments": "d90c6ca649d0ad8a",
    "lists": "1c9e93532e723670",
    "papers": "68f579277425a579",
    "statistics": "d1cf543d9fc6572f",
    "erasure": "3c17af89d2746c87",
    "exchange_kinds": "38e89e132fe681e0",
    "counting": "81b23f0133cbb4ec",
    "closings": "2334d2e09ff4ae47",
}


def test_landed_steps_are_never_edited() -> None:
    now = {step.name: hashlib.sha256(step.sql.encode()).hexdigest()[:16] for step in MIGRATIONS}
    assert {name: now.get(name) for name in LANDED} == LANDED
    assert list(now)[: len(LANDED)] == list(LANDED)


def test_every_step_is_noted_here() -> None:
    assert {step.name for step in MIGRATIONS} == set(LANDED)


@pytest.mark.parametrize("name", sorted(path.name for path in REGISTERS.iterdir()))
def test_a_register_of_every_landed_schema_opens_whole(name: str, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "old"
    shutil.copytree(REGISTERS / name, folder)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert desk.safety.verify(full=True).ok
        assert [row.number for row in desk.matters.find("水渠")] == ["2026-0001"]
        tables = {
            row[0] for row in desk.register.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        assert set(COMPUTED) <= tables
