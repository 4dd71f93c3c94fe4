"""Batches, dossiers and Word files from the command line."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from app.cli import petition_desk
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY


@pytest.fixture
def folder(tmp_path: Path, setup: Setup, clock: FixedClock) -> Path:
    """A register with one accepted and one sealed matter, closed again."""
    with create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST) as desk:
        for purpose, name in (("appeal", "张三"), ("report", "赵丁")):
            draft = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose=purpose)
            done = desk.receptions.register(draft, [Visitor(name)])
            if purpose == "appeal":
                desk.matters.take_step(done.matter_id, StepCommand("accept", TODAY), route="opinion")
                desk.matters.take_step(done.matter_id, StepCommand("answer", TODAY, value="refused"))
    return tmp_path / "数据"


def run(folder: Path, *args: object, code: int = 0) -> str:
    done = CliRunner().invoke(
        petition_desk, ["--data", str(folder), *map(str, args)], env={"PETITION_DESK_PASSWORD": PASSWORD}
    )
    if code == 0:
        assert done.exit_code == 0, done.output
        return done.stdout
    assert done.exit_code != 0
    return str(done.exception)


def test_a_batch_lists_what_is_due_and_names_what_is_blocked(folder: Path, tmp_path: Path) -> None:
    (due,) = json.loads(run(folder, "batch", "--until", "2027-12-31", "--json"))
    assert (due["form"], due["document"]) == ("opinion", None)
    run(folder, "batch", "--until", "2027-12-31", "-o", tmp_path / "a.pdf", code=1)
    assert not (tmp_path / "a.pdf").exists()


def test_a_dossier_says_what_is_missing_and_is_bound(folder: Path, tmp_path: Path) -> None:
    run(folder, "print", "registration_form", "2026-0001", "-o", tmp_path / "x.pdf")
    told = json.loads(
        run(
            folder,
            "dossier",
            "2026-0001",
            "-o",
            tmp_path / "卷宗.pdf",
            "--keep-for",
            "30年",
            "--file",
            "--json",
        )
    )
    assert "缺：信访处理意见书" in told["missing"]
    assert (told["pages"], told["filed"]) == (1, 1)
    assert len(PdfReader(tmp_path / "卷宗.pdf").pages) == 4


def test_a_sealed_dossier_is_refused(folder: Path, tmp_path: Path) -> None:
    refusal = run(folder, "dossier", "2026-0002", "-o", tmp_path / "a.pdf", code=1)
    assert "第三十条" in refusal
    assert not (tmp_path / "a.pdf").exists()


def test_a_paper_as_a_word_file(folder: Path, tmp_path: Path) -> None:
    run(folder, "word", "opinion", "2026-0001", "-o", tmp_path / "意见书.docx")
    said = "".join(it.text for it in docx.Document(str(tmp_path / "意见书.docx")).paragraphs)
    assert "信访处理意见书" in said
    assert "不提供Word文件" in run(folder, "word", "receipt", "2026-0001", "-o", tmp_path / "b.docx", code=1)
