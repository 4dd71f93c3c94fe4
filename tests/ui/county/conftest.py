"""A county's desk on a real store, and three townships that have not been enrolled yet."""

import pytest

from app.county.desk import create_county
from app.db.engine.costs import LEAST
from tests.county.townships import NOW, PASSWORD, Township

NAMES = ("青山镇信访工作办公室", "黄土乡信访工作办公室", "白水镇信访工作办公室")


@pytest.fixture
def desk(tmp_path):
    made = create_county(
        tmp_path / "县局", "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: NOW
    )
    yield made
    made.close()


@pytest.fixture
def townships(desk):
    return [Township(desk, f"99999910{n}000", name) for n, name in enumerate(NAMES, 1)]
