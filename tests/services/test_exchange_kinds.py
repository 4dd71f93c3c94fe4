"""Every kind of bundle over a real register and a real county: what goes, what comes, what must not."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.exchange import Order
from app.core.periods import Period
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.county.assigning import assign
from app.county.configuring import configure
from app.county.desk import CountyDesk, create_county
from app.county.handed import handed_down
from app.db.engine.costs import LEAST
from app.errors import BundleError, NotAllowed, ValidationError
from app.paper.templates import shipped_source
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY
from tests.services.test_month import LETTER

CODE = "430999101000"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountyDesk]:
    desk = create_county(
        tmp_path / "县局", "青川县信访局", "430999000000", PASSWORD, cost=LEAST,
        now=lambda: datetime(2026, 11, 20, 10, tzinfo=UTC),
    )  # fmt: skip
    yield desk
    desk.close()


@pytest.fixture
def october(desk: Desk, county: CountyDesk) -> Period:
    """A closed October with a letter and a sealed report; both sides know each other."""
    desk.receptions.register(LETTER, [Visitor("张甲", "00000000001")])
    report = ReceptionDraft(
        "letter", LETTER.occurred_on, LETTER.occurred_on, "检举某事", text="密封内容", purpose="report"
    )
    desk.receptions.register(report, [Visitor("赵丁")])
    period = desk.month.period("2026-10")
    desk.month.close(period)
    desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    return period


def answered(desk: Desk, county: CountyDesk, period: Period, stick: Path, order: Order | None = None) -> str:
    written = desk.exchange.export(period, stick, order or Order())
    assert [row.state for row in county.take([written.path])] == ["accepted"]
    return desk.exchange.take(county.ack(stick / "down")[-1]).sentence


def laid_out(county: CountyDesk, file: Path, folder: Path) -> bytes:
    county.unpack(file, folder)
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_statistics_alone_carry_no_record_and_no_name(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    written = desk.exchange.export(october, tmp_path / "U盘", Order("statistics"))
    assert set(written.counts) == {"figures"}
    assert "张甲".encode() not in laid_out(county, written.path, tmp_path / "开")
    (taken,) = county.take([written.path])
    assert (taken.state, taken.differences) == ("accepted", ())
    desk.exchange.take(county.ack(tmp_path / "down")[0])
    assert desk.exchange.status().sent[0].state == "processed"
    # Figures alone acknowledge no record: the next bundle still carries everything.
    assert desk.exchange.prospect(october).counts["matters"] == 2


def test_a_full_bundle_carries_everything_again(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    answered(desk, county, october, tmp_path / "一")
    assert desk.exchange.prospect(october).counts["matters"] == 0
    full = desk.exchange.export(october, tmp_path / "二", Order("full"))
    assert (full.counts["matters"], full.header.base, full.header.journal.from_seq) == (2, "all", 0)
    (taken,) = county.take([full.path])
    assert set(taken.counts) == {"duplicate"}


def test_a_correction_shows_both_figures_and_who_approved(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    answered(desk, county, october, tmp_path / "一")
    desk.receptions.register(LETTER, [Visitor("钱乙")])  # a letter of October found afterwards
    with pytest.raises(ValidationError, match="批准人"):
        desk.exchange.export(october, tmp_path / "二", Order("correction"))
    order = Order("correction", "补登10月来信一件", "周甲")
    written = desk.exchange.export(october, tmp_path / "二", order)
    said = laid_out(county, written.path, tmp_path / "开").decode("utf-8", "replace")
    assert "receptions,登记总量,2,3,补登10月来信一件,周甲" in said
    (taken,) = county.take([written.path])
    assert (taken.state, taken.differences) == ("accepted", ())
    assert desk.month.table(october).figures["receptions"].value == 2  # type: ignore[union-attr]


def test_a_bundle_that_waits_at_the_county_is_received_and_not_yet_processed(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    answered(desk, county, october, tmp_path / "一")
    lost = desk.exchange.export(october, tmp_path / "丢")
    store = county.store
    with store.writing():  # the county lost what it had of the journal, so the next one must wait
        store.run("DELETE FROM entries WHERE seq > 2")
    (held,) = county.take([lost.path])
    assert held.state == "held"
    taken = desk.exchange.take(county.ack(tmp_path / "回")[0])
    assert "县局已收到" in taken.sentence
    assert desk.exchange.status().sent[0].state == "received"


def test_a_township_whose_sheet_the_county_has_not_compared_is_told_so(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    county.store.run("UPDATE townships SET verified = 0")
    county.take([desk.exchange.export(october, tmp_path / "U盘").path])
    (answer,) = county.ack(tmp_path / "下")
    taken = desk.exchange.take(answer)
    assert "1包县局已收到，还没有处理" in taken.sentence
    assert "登记表印章还没有核对" in taken.lines[0]
    assert desk.exchange.status().sent[0].state == "received"
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    desk.exchange.take(county.ack(tmp_path / "再下")[0])
    assert desk.exchange.status().sent[0].state == "processed"


def test_a_signed_cover_sheet_says_received(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    written = desk.exchange.export(october, tmp_path / "一")
    row = desk.exchange.status().sent[0]
    with pytest.raises(NotAllowed, match="签收日期"):
        desk.exchange.note_received(row.id, TODAY - timedelta(1))
    desk.exchange.note_received(row.id, TODAY)
    assert desk.exchange.status().sent[0].state == "received"
    county.take([written.path])
    desk.exchange.take(county.ack(tmp_path / "down")[0])
    assert desk.exchange.status().sent[0].state == "processed"
    with pytest.raises(NotAllowed, match="已经有回音"):
        desk.exchange.note_received(row.id, TODAY)
    assert desk.safety.verify(full=True).ok


def test_an_older_answer_that_comes_late_takes_nothing_back(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    first = desk.exchange.export(october, tmp_path / "一")
    county.take([first.path])
    early = county.ack(tmp_path / "回一")[0]
    matter = desk.matters.find("张甲")[0]
    desk.matters.take_step(matter.id, StepCommand("accept", TODAY))
    second = desk.exchange.export(october, tmp_path / "二")
    county.take([second.path])
    late = county.ack(tmp_path / "回二")[0]
    assert "县局第1号" in "".join(desk.exchange.take(late).lines)
    desk.exchange.take(early)
    assert desk.exchange.prospect(october).counts["matters"] == 0


def test_sealed_content_goes_only_by_decision_of_a_reader(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    answered(desk, county, october, tmp_path / "一")
    sealed = next(row for row in desk.matters.page(which="all") if row.purpose == "report")
    with pytest.raises(ValidationError, match="原因"):
        desk.exchange.export(october, tmp_path / "二", Order(sealed=(sealed.id,)))
    with pytest.raises(NotAllowed, match="名单"):
        desk.exchange.export(
            october, tmp_path / "二", Order(sealed=(sealed.id,), reason="按职权", reader="路人")
        )
    order = Order(sealed=(sealed.id,), reason="按职权报送县局")
    written = desk.exchange.export(october, tmp_path / "二", order)
    said = laid_out(county, written.path, tmp_path / "开")
    assert "密封内容".encode() in said
    assert "赵丁".encode() in said
    (taken,) = county.take([written.path])
    assert "conflict" not in taken.counts
    desk.exchange.take(county.ack(tmp_path / "回")[-1])
    again = desk.exchange.export(october, tmp_path / "三")
    assert "密封内容".encode() not in laid_out(county, again.path, tmp_path / "开三")
    assert again.counts["matters"] == 0
    desk.matters.open_sealed(sealed.id, "核对")
    assert any("移送密封内容" in line.text for line in desk.matters.view(sealed.id).timeline)


def test_nothing_of_a_sealed_matter_but_number_date_and_state_travels(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    sealed = next(row for row in desk.matters.page(which="all") if row.purpose == "report")
    desk.matters.take_step(sealed.id, StepCommand("refer", TODAY, text="按管理权限转送"), "镇纪委")
    written = desk.exchange.export(october, tmp_path / "一")
    county.unpack(written.path, tmp_path / "开")
    matters = (tmp_path / "开/data/matters.csv").read_text(encoding="utf-8")
    steps = (tmp_path / "开/data/steps.csv").read_text(encoding="utf-8")
    assert "镇纪委" not in matters + steps
    assert "按管理权限转送" not in matters + steps
    assert {"matters.unit_name", "steps.unit_name", "steps.text"} <= set(written.header.withheld)


@pytest.fixture
def scan(desk: Desk, october: Period, tmp_path: Path) -> str:
    file = tmp_path / "扫描件.pdf"
    file.write_bytes(b"%PDF-1.4 \xe6\x89\xab\xe6\x8f\x8f" * 1000)
    matter = desk.matters.find("张甲")[0]
    return desk.attachments.add(matter.id, [file]).attachments[0].sha256


def test_attachments_stay_at_home_and_are_listed_unless_the_office_decides_otherwise(
    desk: Desk, county: CountyDesk, october: Period, scan: str, tmp_path: Path
) -> None:
    county.unpack(desk.exchange.export(october, tmp_path / "一").path, tmp_path / "开")
    assert not (tmp_path / "开/data/attachments").exists()
    assert "扫描件.pdf" in (tmp_path / "开/data/attachments.csv").read_text(encoding="utf-8")
    desk.offices.choose({"attachments_travel": "included"})
    county.unpack(desk.exchange.export(october, tmp_path / "二").path, tmp_path / "开二")
    assert (tmp_path / "开二/data/attachments" / scan).read_bytes().startswith(b"%PDF-1.4")


def test_an_attachment_that_is_gone_is_told_and_its_matter_goes_all_the_same(
    desk: Desk, county: CountyDesk, october: Period, scan: str, tmp_path: Path
) -> None:
    desk.offices.choose({"attachments_travel": "included"})
    for blob in (desk.register.folder / "attachments").rglob("*.att"):
        blob.unlink()
    written = desk.exchange.export(october, tmp_path / "一")
    assert "只报了目录" in written.missing[0]
    county.unpack(written.path, tmp_path / "开")
    assert ",missing" in (tmp_path / "开/data/attachments.csv").read_text(encoding="utf-8")
    (taken,) = county.take([written.path])
    assert taken.state == "accepted"
    desk.exchange.take(county.ack(tmp_path / "回")[0])
    assert desk.exchange.export(october, tmp_path / "二").counts["attachments"] == 0


def test_attachments_of_a_sealed_matter_never_travel_by_themselves(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    desk.offices.choose({"attachments_travel": "included"})
    file = tmp_path / "证据.pdf"
    file.write_bytes(b"%PDF-1.4 secret evidence")
    sealed = next(row for row in desk.matters.page(which="all") if row.purpose == "report")
    desk.attachments.add(sealed.id, [file])
    said = laid_out(county, desk.exchange.export(october, tmp_path / "一").path, tmp_path / "开")
    assert b"secret evidence" not in said
    assert "证据".encode() not in said


def restored_copy(desk: Desk, backup: Path, clock: FixedClock) -> Desk:
    """The backup put back into the same folder, as people do it."""
    folder = desk.register.folder
    desk.close()
    for name in ("main.db", "main.db-wal", "main.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(backup / "main.db", folder / "main.db")
    return open_desk(folder, PASSWORD, clock=clock, confirmed=True)


def test_a_restored_register_begins_a_new_life_by_itself_and_both_sides_agree_again(
    desk: Desk, county: CountyDesk, october: Period, clock: FixedClock, tmp_path: Path
) -> None:
    backup = desk.safety.backup(tmp_path / "备份")
    matter = desk.matters.find("张甲")[0]
    desk.matters.take_step(matter.id, StepCommand("accept", TODAY))
    answered(desk, county, october, tmp_path / "一")
    with restored_copy(desk, backup, clock) as again:
        again.matters.correct(matter.id, {"title": "恢复以后改过的主题"})
        written = again.exchange.export(october, tmp_path / "二")
        assert "备份" in written.new_life
        assert (written.header.sequence, written.header.base) == (1, "all")
        (taken,) = county.take([written.path])
        assert (taken.state, taken.counts.get("conflict", 0), taken.counts.get("stale", 0)) == (
            "accepted",
            0,
            0,
        )
        again.exchange.take(county.ack(tmp_path / "回")[-1])
        assert again.exchange.prospect(october).counts["matters"] == 0
        assert again.exchange.export(october, tmp_path / "三").new_life == ""
        assert again.safety.verify(full=True).ok


def test_two_pcs_for_one_township_do_not_go_on_side_by_side(
    desk: Desk, county: CountyDesk, october: Period, clock: FixedClock, tmp_path: Path
) -> None:
    answered(desk, county, october, tmp_path / "一")
    backup = desk.safety.backup(tmp_path / "备份")
    with open_desk(backup, PASSWORD, clock=clock) as other:
        written = other.exchange.export(october, tmp_path / "二")
        assert "换了位置" in written.new_life
        assert [row.state for row in county.take([written.path])] == ["accepted"]
    old = desk.exchange.export(october, tmp_path / "三")
    (refused,) = county.take([old.path])
    assert (refused.state, "恢复备份之前" in refused.sentence) == ("refused", True)


def test_an_answer_to_a_bundle_we_never_wrote_begins_a_new_life(
    desk: Desk, county: CountyDesk, october: Period, clock: FixedClock, tmp_path: Path
) -> None:
    backup = desk.safety.backup(tmp_path / "备份")
    county.take([desk.exchange.export(october, tmp_path / "一").path])
    answer = county.ack(tmp_path / "回")[0]
    with restored_copy(desk, backup, clock) as again:
        assert "新的期次" in "".join(again.exchange.take(answer).lines)
        assert again.exchange.export(october, tmp_path / "二").header.sequence == 1


ASSIGNMENTS = (
    "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,内容,姓名,电话,信访目的,附件\n"
    "县交〔2026〕1号,交办,2026-12-20,来信,2026-11-10,反映道路破损,村道破损,孙丙,00000000003,申诉求决,照片.jpg、没有.pdf\n"
    "县转〔2026〕2号,转送,,来访,2026-11-12,反映某干部,举报内容,李丁,,检举控告,\n"
)


@pytest.fixture
def assigned(county: CountyDesk, october: Period, tmp_path: Path) -> Path:
    folder = tmp_path / "下发"
    folder.mkdir()
    (folder / "交办.csv").write_text(ASSIGNMENTS, encoding="utf-8")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    done = assign(county.store, county.sender(), county.township(CODE), folder / "交办.csv", folder / "U盘")
    assert (done.count, len(done.sentences)) == (2, 1)
    return done.path


def test_an_assignment_is_shown_first_and_becomes_a_matter_with_its_clocks(
    desk: Desk, county: CountyDesk, october: Period, assigned: Path, tmp_path: Path
) -> None:
    shown = desk.exchange.take(assigned)
    assert shown.waits
    assert any("县交〔2026〕1号" in line and "12月20日" in line for line in shown.lines)
    assert not any("某干部" in line or "李丁" in line for line in shown.lines)
    assert desk.matters.find("孙丙") == ()
    taken = desk.exchange.take(assigned, agreed=True)
    assert len(taken.matters) == 2
    view = desk.matters.view(taken.matters[0])
    assert (view.matter.source, view.matter.superior_due_on) == ("上级交办", date(2026, 12, 20))
    assert {"objection_up", "superior"} & {line.clock for line in view.deadlines}
    assert [one.name for one in desk.attachments.of_matter(taken.matters[0])] == ["照片.jpg"]
    assert any("没有.pdf" in line for line in taken.lines)
    assert desk.matters.view(taken.matters[1]).hidden
    assert "此前已经接收" in desk.exchange.take(assigned, agreed=True).sentence
    assert desk.safety.verify(full=True).ok


def test_the_county_hears_what_became_of_an_assignment(
    desk: Desk, county: CountyDesk, october: Period, assigned: Path, tmp_path: Path
) -> None:
    matter, _ = desk.exchange.take(assigned, agreed=True).matters
    desk.matters.take_step(matter, StepCommand("object_up", TODAY, text="不属于本机关职权，应由交通局办理"))
    county.take([desk.exchange.export(october, tmp_path / "一").path])
    by_number = {row.county_number: row for row in handed_down(county.store)}
    assert by_number["县交〔2026〕1号"].answer == "objected_up"
    assert "交通局" in by_number["县交〔2026〕1号"].reason
    assert by_number["县转〔2026〕2号"].answer == ""
    assert county.status()[0].level == 3


def test_the_same_assignment_with_another_day_moves_the_day_and_makes_no_second_matter(
    desk: Desk, county: CountyDesk, october: Period, assigned: Path, tmp_path: Path
) -> None:
    matter, _ = desk.exchange.take(assigned, agreed=True).matters
    table = tmp_path / "下发" / "交办.csv"
    table.write_text(ASSIGNMENTS.replace("2026-12-20", "2026-12-31"), encoding="utf-8")
    later = assign(county.store, county.sender(), county.township(CODE), table, tmp_path / "再")
    taken = desk.exchange.take(later.path, agreed=True)
    assert taken.matters == ()
    assert desk.matters.matter(matter).superior_due_on == date(2026, 12, 31)


def test_one_assignment_that_cannot_be_right_stops_no_other(
    desk: Desk, county: CountyDesk, october: Period, tmp_path: Path
) -> None:
    table = tmp_path / "交办.csv"
    table.write_text(ASSIGNMENTS.replace("2026-11-12", "2027-01-01"), encoding="utf-8")
    done = assign(county.store, county.sender(), county.township(CODE), table, tmp_path / "U盘")
    taken = desk.exchange.take(done.path, agreed=True)
    assert len(taken.matters) == 1
    assert any("县转〔2026〕2号没有接收" in line for line in taken.lines)


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    folder = tmp_path / "配置"
    for place in ("wordings", "calendar"):
        (folder / place).mkdir(parents=True)
    source = shipped_source("acceptance_notice").replace("受理", "予以受理", 1)
    (folder / "wordings/acceptance_notice.toml").write_text(source, encoding="utf-8")
    (folder / "units.csv").write_text(
        "代码,名称,停用日期\nU01,自然资源和规划所,\nU02,交通站,\n", encoding="utf-8"
    )
    (folder / "villages.csv").write_text(
        "代码,名称,停用日期\n430999101201,新塘村,\n430999102201,别镇的村,\n", encoding="utf-8"
    )
    (folder / "settings.csv").write_text("代码,值\nurge_days_before,15\n", encoding="utf-8")
    return folder


def configured(county: CountyDesk, folder: Path, stick: Path, version: int = 1) -> Path:
    (path,) = configure(
        county.store, county.sender(), [county.township(CODE)], folder, version, "年末统一配置", stick
    )
    return path


def test_configuration_is_shown_as_differences_and_applied_when_the_clerk_agrees(
    desk: Desk, county: CountyDesk, october: Period, configuration: Path, tmp_path: Path
) -> None:
    path = configured(county, configuration, tmp_path / "U盘")
    shown = desk.exchange.take(path)
    assert shown.waits
    assert any("提示催办" in line and "15" in line for line in shown.lines)
    assert any("新塘村" in line for line in shown.lines)
    assert not any("别镇的村" in line for line in shown.lines)
    assert desk.offices.named("unit", "交通站") is None
    desk.exchange.take(path, agreed=True)
    assert desk.offices.named("unit", "交通站") is not None
    assert desk.offices.office().choices.urge_days_before == 15
    (version, *_) = desk.wordings.versions("acceptance_notice")
    assert (version.origin, version.in_use) == ("county", True)
    assert desk.exchange.status().configurations[0].version == 1
    assert desk.safety.verify(full=True).ok


def test_an_older_configuration_is_not_applied_over_a_newer(
    desk: Desk, county: CountyDesk, october: Period, configuration: Path, tmp_path: Path
) -> None:
    older = configured(county, configuration, tmp_path / "一", 1)
    desk.exchange.take(configured(county, configuration, tmp_path / "二", 2), agreed=True)
    with pytest.raises(BundleError, match="已经采用第2版"):
        desk.exchange.take(older, agreed=True)
    with pytest.raises(ValidationError, match="版本只增不减"):
        configured(county, configuration, tmp_path / "三", 1)


def test_a_renamed_unit_is_known_by_its_code_and_nothing_is_deleted(
    desk: Desk, county: CountyDesk, october: Period, configuration: Path, tmp_path: Path
) -> None:
    desk.exchange.take(configured(county, configuration, tmp_path / "一", 1), agreed=True)
    (configuration / "units.csv").write_text("代码,名称,停用日期\nU02,综合交通站,\n", encoding="utf-8")
    shown = desk.exchange.take(configured(county, configuration, tmp_path / "二", 2), agreed=True)
    assert shown.kind == "config"
    names = {item.name: item.retired_on for item in desk.offices.roster("unit", retired=True)}
    assert names["交通站"] == TODAY
    assert names["综合交通站"] is None


def test_a_wording_this_program_cannot_fill_is_told_and_the_rest_is_applied(
    desk: Desk, county: CountyDesk, october: Period, configuration: Path, tmp_path: Path
) -> None:
    path = configuration / "wordings/acceptance_notice.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n{不认得的内容}\n", encoding="utf-8")
    file = configured(county, configuration, tmp_path / "U盘")
    assert any("不能采用" in line for line in desk.exchange.take(file).lines)
    desk.exchange.take(file, agreed=True)
    assert desk.wordings.versions("acceptance_notice") == ()
    assert desk.offices.named("unit", "交通站") is not None


def test_what_was_handed_down_to_another_township_is_refused(
    desk: Desk, county: CountyDesk, october: Period, configuration: Path, tmp_path: Path
) -> None:
    from app.exchange.enrolment import write_enrolment
    from app.exchange.identities import generate

    county.enrol(write_enrolment("township", "430999102000", "白水镇", generate(), "0a1b2c3d"))
    (path,) = configure(
        county.store,
        county.sender(),
        [county.township("430999102000")],
        configuration,
        1,
        "给别镇的",
        tmp_path / "U盘",
    )
    with pytest.raises(BundleError, match="不是发给本单位的"):
        desk.exchange.take(path, agreed=True)


def test_a_silent_county_is_noticed_after_the_days_the_office_waits(
    desk: Desk, county: CountyDesk, october: Period, clock: FixedClock, tmp_path: Path
) -> None:
    desk.exchange.export(october, tmp_path / "一")
    assert desk.exchange.silent() == ()
    clock.set(TODAY + timedelta(11))
    (silent,) = desk.exchange.silent()
    assert silent.days == 11
    county.take([tmp_path / "一" / silent.bundle.file])
    desk.exchange.take(county.ack(tmp_path / "回")[0])
    assert desk.exchange.silent() == ()


@pytest.mark.slow
def test_other_peoples_tools_find_bag_and_tables_of_a_real_bundle_valid(
    desk: Desk, county: CountyDesk, october: Period, scan: str, assigned: Path, tmp_path: Path
) -> None:
    pytest.importorskip("bagit")
    tool = Path(sys.executable).with_name("frictionless")
    if not tool.exists():
        pytest.skip("frictionless is not installed")
    desk.exchange.take(assigned, agreed=True)
    desk.offices.choose({"attachments_travel": "included"})
    county.unpack(desk.exchange.export(october, tmp_path / "一").path, tmp_path / "开")
    bag = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(tmp_path / "开")]
    for command in (bag, [str(tool), "validate", str(tmp_path / "开/data/datapackage.json")]):
        done = subprocess.run(command, capture_output=True, check=False, timeout=100)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
