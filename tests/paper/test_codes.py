"""Codes that come back on slips are read from a copy of a copy."""

import shutil
import subprocess

import pytest

from app.core.slips import new_slip
from app.paper.codes import dark_runs, modules_of
from app.paper.sheet import MM, Sheet


def test_a_slip_is_the_smallest_code_there_is():
    assert len(modules_of("912345678904")) == 21


def test_dark_stretches_cover_what_is_dark_and_nothing_else():
    row = (True, True, False, True, False, False, True)
    assert list(dark_runs(row)) == [(0, 2), (3, 1), (6, 1)]


@pytest.mark.skipif(
    not shutil.which("zbarimg") or not shutil.which("pdftoppm"), reason="needs zbar-tools and poppler-utils"
)
def test_every_slip_is_read_back_from_a_coarse_print(tmp_path):
    for number in range(12):
        slip = new_slip(lambda most, number=number: (number * 987_654_321_7) % most)
        sheet = Sheet("x")
        sheet.two_dimensional_code(slip, 100, 400, 21 * MM)
        (tmp_path / "code.pdf").write_bytes(sheet.pdf())
        subprocess.run(
            ["pdftoppm", "-r", "110", "-gray", "-singlefile", "code.pdf", "code"], cwd=tmp_path, check=True
        )
        read = subprocess.run(
            ["zbarimg", "-q", "--raw", "code.pgm"], cwd=tmp_path, check=True, capture_output=True
        )
        assert read.stdout.decode().strip() == slip
