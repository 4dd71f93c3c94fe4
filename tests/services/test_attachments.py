import os
import shutil
from pathlib import Path

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db import journal, verification
from app.errors import AppError, NotAllowed, NotFound, StorageError, ValidationError
from app.services.attachments import Attachments, Source
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.receptions import Registered, Visitor
from tests.conftest import PASSWORD, TODAY

TEXT = "反映征地补偿款未足额发放".encode() * 1000


def register(desk: Desk, **changes: object) -> Registered:
    given = {"channel": "letter", "occurred_on": TODAY, "registered_on": TODAY, "title": "反映路灯不亮"}
    return desk.receptions.register(ReceptionDraft(**given | changes), [Visitor("张甲", "00000000001")])  # type: ignore[arg-type]


@pytest.fixture
def matter(desk: Desk) -> Registered:
    return register(desk)


@pytest.fixture
def sealed(desk: Desk) -> Registered:
    return register(desk, purpose="report", title="举报某干部")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "来信扫描.pdf"
    path.write_bytes(TEXT)
    return path


def only(desk: Desk, matter_id: str, file: Path) -> str:
    return desk.attachments.add(matter_id, [file]).attachments[0].id


def contents(desk: Desk) -> list[Path]:
    return sorted((desk.register.folder / "attachments").rglob("*.att"))


def test_an_attachment_is_listed_and_comes_back(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path
) -> None:
    added = desk.attachments.add(matter.matter_id, [scan], matter.reception_id, kind="scan", note="第一页")
    assert added.refused == ()
    (found,) = desk.attachments.of_matter(matter.matter_id)
    assert found == added.attachments[0]
    assert (found.name, found.kind, found.size, found.reception_id, found.note, found.added_on) == (
        "来信扫描.pdf", "scan", len(TEXT), matter.reception_id, "第一页", TODAY,
    )  # fmt: skip
    desk.attachments.save_as(found.id, tmp_path / "存.pdf")
    assert (tmp_path / "存.pdf").read_bytes() == TEXT


def test_the_history_tells_of_it_by_name(desk: Desk, matter: Registered, scan: Path) -> None:
    attachment_id = only(desk, matter.matter_id, scan)
    desk.attachments.remove(attachment_id, "传错了")
    told = [line.text for line in desk.matters.view(matter.matter_id).timeline]
    assert told[:2] == ["移除附件“来信扫描.pdf”：传错了", "添加附件“来信扫描.pdf”（信访材料，35 KB）"]


def test_removing_only_hides(desk: Desk, matter: Registered, scan: Path) -> None:
    attachment_id = only(desk, matter.matter_id, scan)
    desk.attachments.remove(attachment_id, "传错了")
    assert desk.attachments.of_matter(matter.matter_id) == ()
    assert len(contents(desk)) == 1
    assert desk.attachments.attachment(attachment_id).reason == "传错了"
    assert desk.safety.verify(full=True).ok


def test_one_content_in_two_matters_lies_there_once(desk: Desk, matter: Registered, scan: Path) -> None:
    other = register(desk, title="另一件")
    only(desk, matter.matter_id, scan)
    only(desk, other.matter_id, scan)
    assert len(contents(desk)) == 1


def test_one_bad_file_does_not_stop_the_others(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path
) -> None:
    (tmp_path / "病毒.exe").write_bytes(b"MZ")
    (tmp_path / "空.pdf").touch()
    os.mkfifo(tmp_path / "管道.pdf")
    names = ["病毒.exe", "空.pdf", "没有.pdf", "来信扫描.pdf", "管道.pdf", "."]
    added = desk.attachments.add(matter.matter_id, [tmp_path / name for name in names])
    assert [found.name for found in added.attachments] == ["来信扫描.pdf"]
    said = [
        "程序或脚本",
        "空文件",
        "读不出来",
        "不是普通文件",
        "是文件夹",
    ]
    assert len(added.refused) == len(said)
    assert all(any(word in sentence for sentence in added.refused) for word in said)


def test_the_same_file_twice_at_once_is_added_once(desk: Desk, matter: Registered, scan: Path) -> None:
    added = desk.attachments.add(matter.matter_id, [scan, scan])
    assert (len(added.attachments), len(added.refused)) == (1, 1)


def test_progress_runs_to_the_end_over_all_files(desk: Desk, matter: Registered, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    files = [Source.content("一.txt", b"1" * 3_000_000), Source.content("二.txt", b"2" * 1_000_000)]
    desk.attachments.add(matter.matter_id, files, progress=lambda *step: told.append(step))
    assert told[-1] == ("二.txt", 8_000_000, 8_000_000)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert {name for name, _, _ in told} == {"一.txt", "二.txt"}


class Stop(Exception):
    pass


def test_stopping_leaves_no_entry(desk: Desk, matter: Registered) -> None:
    def stop(*_step: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        desk.attachments.add(matter.matter_id, [Source.content("一.txt", TEXT)], progress=stop)
    assert desk.attachments.of_matter(matter.matter_id) == ()
    assert desk.safety.verify(full=True).ok


def test_copies_in_clear_are_private_and_gone_when_told_and_at_close(
    tmp_path: Path, desk: Desk, matter: Registered, scan: Path
) -> None:
    attachment_id = only(desk, matter.matter_id, scan)
    first, second = desk.attachments.open_copy(attachment_id), desk.attachments.open_copy(attachment_id)
    assert first != second
    assert first.name == second.name == "来信扫描.pdf"
    assert first.read_bytes() == TEXT
    assert first.stat().st_mode & 0o377 == 0
    assert first.parent.stat().st_mode & 0o077 == 0
    assert desk.attachments.forget_copies() == ()
    assert not first.exists()
    third = desk.attachments.open_copy(attachment_id)
    desk.close()
    assert not third.exists()
    assert not (desk.register.folder / "opened").exists()


def cut_off(desk: Desk) -> None:
    """As a power cut leaves the register: the file and the folder let go of, nothing noted."""
    desk.register.store.rest()
    desk.register._held.release()


def test_copies_of_a_run_that_was_cut_off_go_at_the_next_start(
    desk: Desk, matter: Registered, scan: Path, clock: FixedClock
) -> None:
    left = desk.attachments.open_copy(only(desk, matter.matter_id, scan))
    half = contents(desk)[0].with_suffix(".att.1234.part")
    half.write_bytes(b"half")
    cut_off(desk)
    with open_desk(desk.register.folder, PASSWORD, clock=clock):
        assert not left.exists()
        assert not half.exists()


def test_a_copy_goes_into_the_folder_that_is_named(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "自己的"
    folder.mkdir()
    assert desk.attachments.open_copy(only(desk, matter.matter_id, scan), folder) == folder / "来信扫描.pdf"
    desk.attachments.forget_copies()
    assert (folder / "来信扫描.pdf").exists()


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        (lambda path: path.unlink(), "不见了"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "已经损坏"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\x00\x00"), "已经损坏"),
    ],
)
def test_a_broken_content_is_one_sentence_everywhere(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path, harm: object, word: str
) -> None:
    attachment_id = only(desk, matter.matter_id, scan)
    harm(contents(desk)[0])  # type: ignore[operator]
    with pytest.raises(StorageError, match=f"“来信扫描.pdf”的内容{word}") as refusal:
        desk.attachments.save_as(attachment_id, tmp_path / "存.pdf")
    assert "\n" not in str(refusal.value)
    assert not (tmp_path / "存.pdf").exists()
    report = desk.safety.verify(full=True)
    assert not report.ok
    assert report.lines == (
        f"2026-0001的一个附件（35 KB）的内容{word}，登记信息还在；请从最近的备份恢复，或重新添加原文件。",
    )
    desk.attachments.add(register(desk).matter_id, [scan])
    assert desk.safety.verify(full=True).ok


def test_a_quick_check_sees_what_is_missing(desk: Desk, matter: Registered, scan: Path) -> None:
    only(desk, matter.matter_id, scan)
    assert "附件1份都在" in desk.safety.verify().lines
    contents(desk)[0].unlink()
    assert not desk.safety.verify().ok


def test_two_contents_in_each_others_place_are_found(desk: Desk, matter: Registered, scan: Path) -> None:
    desk.attachments.add(matter.matter_id, [scan, Source.content("二.txt", b"x" * len(TEXT))])
    one, two = contents(desk)
    raw = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(raw)
    assert desk.safety.verify().ok  # both are there
    assert len(desk.attachments.verify(full=True).problems) == 2


def test_a_cut_between_content_and_entry_leaves_nothing_dangling(
    desk: Desk, matter: Registered, scan: Path, clock: FixedClock
) -> None:
    desk.attachments.prepare([scan])
    cut_off(desk)
    with open_desk(desk.register.folder, PASSWORD, clock=clock) as again:
        assert again.attachments.of_matter(matter.matter_id) == ()
        report = again.safety.verify(full=True)
        assert report.ok
        assert "另有1份附件内容没有登记（添加中断时留下的），不影响使用" in report.lines
        only(again, matter.matter_id, scan)
        assert "附件1份逐个读出核对一致" in again.safety.verify(full=True).lines


def dangling(desk: Desk) -> bool:
    """Whether some entry names a content that is not there."""
    return bool(desk.attachments.verify().problems)


def test_an_entry_is_only_written_when_its_content_is_there(
    desk: Desk, matter: Registered, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    right = journal.append

    def watching(*args: object, **names: object) -> object:
        seen.append(bool(contents(desk)))
        return right(*args, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "append", watching)
    only(desk, matter.matter_id, scan)
    assert seen == [True]


def test_breakage_with_the_entry_first_a_cut_leaves_it_dangling(
    desk: Desk, matter: Registered, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same order turned round: what the other tests look for is then there to be found."""
    only(desk, matter.matter_id, scan)
    assert not dangling(desk)
    monkeypatch.setattr(type(desk.attachments._blobs), "_write", lambda *_: None)
    desk.attachments.add(matter.matter_id, [Source.content("二.txt", b"2")])
    assert dangling(desk)


def test_a_disk_that_refuses_the_entry_leaves_no_half(
    desk: Desk, matter: Registered, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise StorageError("磁盘已满，这一步没有保存，此前的数据完好；请清理磁盘后再试。")

    monkeypatch.setattr(desk.register, "record", full)
    added = desk.attachments.add(matter.matter_id, [scan])
    assert added.attachments == ()
    assert "磁盘已满" in added.refused[0]
    monkeypatch.undo()
    assert desk.safety.verify(full=True).ok


def test_the_table_is_what_the_journal_says(desk: Desk, matter: Registered, scan: Path) -> None:
    kept = desk.attachments.add(matter.matter_id, [scan, Source.content("二.txt", b"2")]).attachments
    desk.attachments.remove(kept[0].id, "传错了")
    store, rules = desk.register.store, desk.register.rules
    assert verification.rebuild_and_compare(store, rules) == []
    store.connection.execute("UPDATE attachments SET name = 'x' WHERE id = ?", (kept[1].id,))
    assert "attachments" in verification.rebuild_and_compare(store, rules)[0]


def test_a_voided_matter_takes_no_more(desk: Desk, matter: Registered, scan: Path) -> None:
    desk.matters.take_step(matter.matter_id, StepCommand("void", TODAY, text="重复登记"))
    assert "已作废" in desk.attachments.add(matter.matter_id, [scan]).refused[0]


def test_an_unknown_attachment_or_matter_is_one_sentence(desk: Desk, scan: Path) -> None:
    with pytest.raises(NotFound, match="找不到这份附件"):
        desk.attachments.attachment("nowhere")
    with pytest.raises(NotFound):
        desk.attachments.add("nowhere", [scan])
    assert contents(desk) == []


# Sealed matters (检举控告)


def every_way_to_see(attachments: Attachments, attachment_id: str, folder: Path) -> list[object]:
    return [
        lambda: attachments.attachment(attachment_id),
        lambda: attachments.open_copy(attachment_id),
        lambda: attachments.open_copy(attachment_id, folder),
        lambda: attachments.save_as(attachment_id, folder / "存.pdf"),
        lambda: attachments.remove(attachment_id, "传错了"),
    ]


def test_a_sealed_matter_takes_files_and_shows_none_before_it_is_opened(
    desk: Desk, sealed: Registered, scan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "外面"
    folder.mkdir()
    attachment_id = only(desk, sealed.matter_id, scan)
    assert desk.attachments.of_matter(sealed.matter_id) == ()
    assert desk.matters.view(sealed.matter_id).timeline == ()
    for look in every_way_to_see(desk.attachments, attachment_id, folder):
        with pytest.raises(NotAllowed, match="已密封"):
            look()  # type: ignore[operator]
    assert list(folder.iterdir()) == []
    assert not (desk.register.folder / "opened").exists()
    desk.matters.open_sealed(sealed.matter_id, "办理受理")
    assert [found.name for found in desk.attachments.of_matter(sealed.matter_id)] == ["来信扫描.pdf"]
    assert "来信扫描.pdf" in desk.matters.view(sealed.matter_id).timeline[1].text


def test_breakage_without_the_seal_the_names_show(desk: Desk, sealed: Registered, scan: Path) -> None:
    only(desk, sealed.matter_id, scan)
    unsealed = Attachments(desk.register, lambda _matter_id: False)
    assert unsealed.of_matter(sealed.matter_id) != ()
    assert Attachments(desk.register).of_matter(sealed.matter_id) == ()


def test_no_sentence_names_what_a_sealed_matter_holds(desk: Desk, sealed: Registered, scan: Path) -> None:
    only(desk, sealed.matter_id, scan)
    again = desk.attachments.add(sealed.matter_id, [Source.content("别名.pdf", TEXT)])
    contents(desk)[0].unlink()
    said = [*again.refused, *desk.safety.verify(full=True).lines]
    assert said
    assert not [sentence for sentence in said if "来信扫描" in sentence]


# Backups


def test_a_backup_carries_every_attachment_and_opens_by_itself(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path, clock: FixedClock
) -> None:
    attachment_id, gone = (
        found.id
        for found in desk.attachments.add(
            matter.matter_id, [scan, Source.content("二.txt", b"2")]
        ).attachments
    )
    desk.attachments.remove(gone, "传错了")
    copy = desk.safety.backup(tmp_path / "U盘")
    assert desk.safety.shortfall == ()
    desk.close()
    shutil.rmtree(desk.register.folder)
    with open_desk(copy, PASSWORD, clock=clock) as restored:
        restored.attachments.save_as(attachment_id, tmp_path / "存.pdf")
        assert (tmp_path / "存.pdf").read_bytes() == TEXT
        assert restored.safety.verify(full=True).ok


def test_harm_to_the_register_does_not_reach_the_backup_by_mending(
    desk: Desk, matter: Registered, scan: Path
) -> None:
    only(desk, matter.matter_id, scan)
    copy = desk.safety.backup()
    path = contents(desk)[0]
    path.unlink()
    path.write_bytes(b"harm")
    assert next((copy / "attachments").rglob("*.att")).read_bytes() != b"harm"


def test_a_copy_that_does_not_read_back_is_no_backup(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(desk, matter.matter_id, scan)
    blobs = type(desk.attachments._blobs)
    right = blobs.copy_to

    def lying(self: object, other: Path, sha256: str, *more: object) -> None:
        right(self, other, sha256, *more)  # type: ignore[arg-type]
        target = blobs(other, self._key).path(sha256)  # type: ignore[attr-defined]
        target.unlink()
        target.write_bytes(b"what a bad stick gives back")

    monkeypatch.setattr(blobs, "copy_to", lying)
    with pytest.raises(StorageError, match="备份核对没有通过，这一份不算数"):
        desk.safety.backup(tmp_path / "U盘")
    assert not [path for path in (tmp_path / "U盘").iterdir() if not path.name.endswith(".part")]
    assert desk.safety.last_backup() == ""


def test_what_is_broken_already_stops_no_backup_and_is_told(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path
) -> None:
    desk.attachments.add(matter.matter_id, [scan, Source.content("二.txt", b"2")])
    contents(desk)[0].unlink()
    copy = desk.safety.backup(tmp_path / "U盘")
    assert len(list((copy / "attachments").rglob("*.att"))) == 1
    assert len(desk.safety.shortfall) == 1
    assert "请从最近的备份恢复" in desk.safety.shortfall[0]


def test_breakage_a_backup_without_the_contents_is_noticed(
    desk: Desk, matter: Registered, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(desk, matter.matter_id, scan)
    monkeypatch.setattr(type(desk.attachments._blobs), "copy_to", lambda *_: None)
    with pytest.raises(StorageError, match="备份核对没有通过"):
        desk.safety.backup(tmp_path / "U盘")


def test_a_question_of_the_screen_uses_an_index(desk: Desk) -> None:
    plans = [
        row[3]
        for where in ("matter_id = 'm' ORDER BY row", "sha256 = 'x'", "id = 'a'")
        for row in desk.register.store.rows(f"EXPLAIN QUERY PLAN SELECT id FROM attachments WHERE {where}")
    ]
    assert not [plan for plan in plans if plan.startswith("SCAN") or "TEMP B-TREE" in plan]


def test_refusals_are_sentences(desk: Desk, matter: Registered, scan: Path) -> None:
    with pytest.raises(ValidationError) as refusal:
        desk.attachments.remove(only(desk, matter.matter_id, scan), "")
    assert isinstance(refusal.value, AppError)
    assert refusal.value.problems["reason"].startswith("请写明移除的原因")
