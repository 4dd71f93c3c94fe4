import io
from pathlib import Path

import docx
import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, StorageError
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

SAID = {
    "投诉请求": "请求清淤", "事实和理由": "水渠淤塞", "调查认定的事实": "经查属实", "处理意见及依据": "依据《水法》予以支持",
    "复查机关": "青川县人民政府",
}  # fmt: skip


@pytest.fixture
def answered(desk: Desk) -> str:
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose="appeal")
    matter_id = desk.receptions.register(draft, [Visitor("张䶮")]).matter_id
    desk.matters.take_step(matter_id, StepCommand("accept", TODAY), route="opinion")
    desk.matters.take_step(matter_id, StepCommand("answer", TODAY, value="supported", text="予以支持"))
    return matter_id


def text(content: bytes) -> str:
    return "\n".join(it.text for it in docx.Document(io.BytesIO(content)).paragraphs)


def test_a_draft_takes_no_number(desk: Desk, answered: str) -> None:
    written = text(desk.word_files.draft("opinion", answered, SAID))
    assert "青信处〔2026〕＿号" in written
    assert "张䶮" in written
    assert desk.register.store.value("SELECT count(*) FROM documents") == 0


def test_a_made_paper_stands_as_it_was_made(desk: Desk, answered: str) -> None:
    made = desk.papers.issue("opinion", answered, SAID).document
    desk.matters.correct(answered, {"title": "另一个题目"})
    assert "青信处〔2026〕1号" in text(desk.word_files.made(made.id))
    assert desk.word_files.latest("opinion", answered) == desk.word_files.made(made.id)
    desk.papers.void(made.id, "打错")
    assert "＿号" in text(desk.word_files.latest("opinion", answered, SAID))


def test_a_form_nobody_writes_in_has_no_word_file(desk: Desk, answered: str) -> None:
    with pytest.raises(NotAllowed, match="不提供Word文件"):
        desk.word_files.draft("receipt", answered)


def test_a_place_that_cannot_be_written_is_a_sentence(desk: Desk, answered: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        desk.word_files.save(b"x", tmp_path / "file" / "a.docx")
