import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.attachments import (
    KINDS,
    LARGEST,
    Attachment,
    add_attachment,
    apply_attachment,
    check_file,
    remove_attachment,
    spoken_size,
    suffix,
    tidy_name,
    usual_kind,
)
from app.core.entries import Entry
from app.core.matters import Matter, Step
from app.errors import NotAllowed, NotFound, ValidationError

DAY = date(2026, 11, 20)
MATTER = Matter("m", "2026-0001", "反映路灯", DAY)
NEW = Attachment("a", "m", "", "0" * 64, 5, "照片.jpg", "photo", " 现场 ", DAY)


def entry(draft):
    return Entry(1, "e", draft.kind, draft.subject, draft.occurred_on, "", "", draft.payload, "", "", "")


@pytest.mark.parametrize(
    ("given_name", "tidy"),
    [
        ("照片.jpg", "照片.jpg"),
        ("/home/张甲/照片.jpg", "照片.jpg"),
        ("C:\\Users\\张甲\\照片.jpg", "照片.jpg"),
        ("..", "附件"),
        ("", "附件"),
        ("  .  ", "附件"),
        ("合同\u202egpj.exe", "合同gpj.exe"),
        ("一\r\n二\t三.txt", "一二三.txt"),
        ('a<b>:"c|?*.txt', "a＜b＞：＂c｜？＊.txt"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("名字.pdf. . ", "名字.pdf"),
        ("䶮龑𬱖·é.pdf", "䶮龑𬱖·é.pdf"),
        ("坏\udc80名.pdf", "坏名.pdf"),
    ],
)
def test_a_name_is_made_fit(given_name, tidy):
    assert tidy_name(given_name) == tidy


@given(st.text(max_size=400))
def test_every_name_becomes_a_harmless_one(text):
    tidy = tidy_name(text)
    assert tidy == tidy_name(tidy)
    assert 0 < len(tidy) <= 120
    assert len(tidy.encode()) <= 240
    assert not set(tidy) & set('/\\<>:"|?*')
    assert not {unicodedata.category(sign) for sign in tidy} & {"Cc", "Cf", "Cs"}
    assert tidy not in {".", ".."}
    assert tidy[-1] not in ". "


def test_a_long_name_keeps_its_suffix():
    assert tidy_name("很" * 300 + ".pdf") == "很" * 78 + ".pdf"
    assert tidy_name("a" * 300 + ".PDF") == "a" * 116 + ".PDF"


@pytest.mark.parametrize(
    "name", ["病毒.exe", "照片.jpg.exe", "脚本.JS", "脚本.js ", "屏保.scr.", "a.ps1", "合同\u202egpj.bat"]
)
def test_programs_are_refused_with_a_sentence(name):
    with pytest.raises(ValidationError, match=r"程序或脚本.*没有添加") as refusal:
        check_file(name, 10)
    assert set(refusal.value.problems) == {"file"}


@pytest.mark.parametrize("name", ["合同.lnk", "网页.url"])
def test_a_shortcut_is_not_the_file(name):
    with pytest.raises(ValidationError, match="快捷方式"):
        check_file(name, 10)


def test_size_has_two_ends():
    with pytest.raises(ValidationError, match="空文件"):
        check_file("一.pdf", 0)
    check_file("一.pdf", 1)
    check_file("一.pdf", LARGEST)
    with pytest.raises(ValidationError, match="200\\.0 MB，超过200 MB，没有添加；请压缩"):
        check_file("一.pdf", LARGEST + 1)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 字节"), (1023, "1023 字节"), (1024, "1 KB"), (2_400_000, "2.3 MB")]
)
def test_sizes_as_people_say_them(size, said):
    assert spoken_size(size) == said


def test_kinds_by_name():
    assert (suffix("一.PDF"), suffix("README"), suffix(".gitignore")) == ("pdf", "", "")
    assert [usual_kind(name) for name in ("一.JPG", "一.pdf")] == ["photo", "material"]


def test_adding_says_what_the_file_is():
    draft = add_attachment(MATTER, (), replace(NEW, name="C:\\x\\照片.jpg"))
    assert (draft.kind, draft.subject, draft.occurred_on) == ("attachment_added", "m", DAY)
    assert draft.payload["name"] == "照片.jpg"
    assert apply_attachment(None, entry(draft)) == replace(NEW, note="现场")


def test_the_same_content_is_not_added_twice_to_a_matter_unless_it_was_removed():
    with pytest.raises(NotAllowed, match="内容相同，没有重复添加"):
        add_attachment(MATTER, [NEW], replace(NEW, id="b", name="别名.jpg"))
    add_attachment(MATTER, [replace(NEW, removed_on=DAY)], replace(NEW, id="b"))


def test_what_cannot_be_added():
    with pytest.raises(NotAllowed, match="已作废"):
        add_attachment(replace(MATTER, steps=(Step("voided", DAY),)), (), NEW)
    with pytest.raises(NotFound, match="没有这一次登记"):
        add_attachment(MATTER, (), replace(NEW, reception_id="x"))
    with pytest.raises(ValidationError) as refusal:
        add_attachment(MATTER, (), replace(NEW, kind="secret"))
    assert all(kind in refusal.value.problems["kind"] for kind in KINDS)


def test_removing_needs_a_reason_and_happens_once():
    with pytest.raises(ValidationError, match="原因"):
        remove_attachment(NEW, "  ", DAY)
    draft = remove_attachment(NEW, " 传错了 ", DAY)
    gone = apply_attachment(NEW, entry(draft))
    assert (gone.removed_on, gone.reason, gone.sha256) == (DAY, "传错了", NEW.sha256)
    with pytest.raises(NotAllowed, match="已经移除"):
        remove_attachment(gone, "再来", DAY)
