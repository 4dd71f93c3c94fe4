"""文书模板: the office's own words, versions kept, papers printed again as they were."""

import io

import pytest
from pypdf import PdfReader

from app.core.receptions import ReceptionDraft
from app.errors import ValidationError
from app.paper.templates import shipped_source
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

OWN = shipped_source("receipt").replace("本回执仅证明收到材料", "本回执只证明收到材料")


@pytest.fixture
def matter(desk: Desk) -> str:
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", purpose="appeal")
    return desk.receptions.register(draft, [Visitor("张䶮")]).matter_id


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_own_words_are_printed_and_the_shipped_ones_can_be_had_again(desk: Desk, matter: str) -> None:
    desk.wordings.save("receipt", OWN, "按本镇习惯")
    assert "本回执只证明" in text(desk.papers.preview("receipt", matter))
    assert desk.wordings.changed() == {"receipt"}
    desk.wordings.restore("receipt")
    assert "本回执仅证明" in text(desk.papers.preview("receipt", matter))
    assert desk.wordings.changed() == frozenset()


def test_every_version_is_kept_and_says_which_is_used(desk: Desk) -> None:
    desk.wordings.save("receipt", OWN, "第一版")
    desk.wordings.save("receipt", OWN.replace("只证明", "只能证明"), "第二版")
    desk.wordings.save("receipt", OWN)
    assert [(it.note, it.in_use) for it in desk.wordings.versions("receipt")] == [
        ("第二版", False),
        ("第一版", True),
    ]


def test_a_paper_is_printed_again_with_the_words_it_was_made_with(desk: Desk, matter: str) -> None:
    made = desk.papers.issue("receipt", matter)
    desk.wordings.save("receipt", OWN)
    assert desk.papers.reprint(made.document.id).content == made.content
    assert desk.papers.issue("receipt", matter).content == made.content


def test_a_paper_is_printed_again_with_the_facts_it_was_made_with(desk: Desk, matter: str) -> None:
    made = desk.papers.issue("receipt", matter)
    desk.matters.correct(matter, {"title": "反映水渠垮塌"})
    assert "水渠淤塞" in text(desk.papers.reprint(made.document.id).content)


def test_a_place_the_form_cannot_fill_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(ValidationError, match="复核机关"):
        desk.wordings.save("receipt", OWN.replace("{信访人}：", "{复核机关}："))
    assert desk.wordings.versions("receipt") == ()


def test_saving_the_shipped_words_is_going_back_to_them(desk: Desk) -> None:
    desk.wordings.save("receipt", OWN)
    desk.wordings.save("receipt", shipped_source("receipt"))
    assert desk.wordings.changed() == frozenset()


def test_the_register_rebuilds_to_the_same_papers_and_words(desk: Desk, matter: str) -> None:
    desk.wordings.save("receipt", OWN)
    desk.papers.issue("receipt", matter)
    assert desk.safety.verify(full=True).ok
