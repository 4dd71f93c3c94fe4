"""What goes down: a table is judged whole, what went is remembered, a folder is read once, a stick is read back."""

from datetime import date

import pytest

from app.county import handing_down
from app.county.assignment_table import COLUMNS, read_assignments, write_empty_table
from app.county.configuring import Issue
from app.county.handed import NOT_HEARD_OF
from app.errors import AppError, BundleError, NotFound, StorageError, ValidationError
from app.exchange.enrolment import read_enrolment
from app.exchange.registers import read_register
from tests.county.townships import PASSWORD, same_id

TODAY = date(2026, 11, 20)
HEADS = "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,姓名,信访目的,人数,附件\n"
RIGHT = (
    "县交1号,交办,2026-12-20,来信,2026-11-10,村道破损,孙丙,,2,照片.jpg、没有.pdf\n"
    "县转2号,转送,,来访,11.12,举报内容,李丁,检举控告,,\n"
)


@pytest.fixture
def table(tmp_path):
    """Writes a table beside its files and says where it lies."""
    folder = tmp_path / "下发"
    folder.mkdir()
    (folder / "照片.jpg").write_bytes(b"picture")

    def write(rows, heads=HEADS):
        (folder / "交办.csv").write_text(heads + rows, encoding="utf-8")
        return folder / "交办.csv"

    return write


def test_every_row_is_told_as_it_will_go(table):
    found = read_assignments(table(RIGHT), TODAY)
    one, other = found.rows
    assert (one.number, one.values["kind"], one.values["due_on"], one.values["head_count"]) == (
        2, "assigned", "2026-12-20", "2",
    )  # fmt: skip
    assert ([path.name for path in one.files], one.missing) == (["照片.jpg"], ("没有.pdf",))
    assert (other.values["occurred_on"], other.values["issued_on"]) == ("2026-11-12", "2026-11-20")
    assert (one.sealed, other.sealed) == (False, True)
    assert (found.problems, found.unread) == ((), ())


def test_everything_wrong_is_told_at_once_with_row_and_column(table):
    wrong = (
        "县交1号,委托,2026-10-01,上门,2026-11-10,村道破损,孙丙,,,\n"
        "县交1号,交办,,来信,11月40日,,李丁,求助,0,\n"
        ",交办,,来信,2026-11-10,好的一行,李丁,,,\n"
        "县交4号,交办,,来信,2026-11-10,好的一行,李丁,,,\n"
    )
    found = read_assignments(table(wrong), TODAY)
    assert [(one.row, one.column) for one in found.problems] == [
        (2, "办理方式"), (2, "信访形式"), (2, "反馈期限"),
        (3, "上级编号"), (3, "信访日期"), (3, "主题"), (3, "信访目的"), (3, "人数"),
        (4, "上级编号"),
    ]  # fmt: skip
    assert "第2行“信访形式”：“上门”不认得，请改为来信、来访" in found.problems[1].sentence
    assert [row.number for row in found.rows] == [5]


def test_a_number_that_a_spreadsheet_has_rounded_is_not_handed_down(tmp_path):
    from app.reports.workbook import Sheet, write_workbook

    heads = ("上级编号", "信访形式", "信访日期", "主题", "证件号码")
    rows = [["县交1号", "来信", "2026-11-10", "村道破损", 430999199001011230]]
    (tmp_path / "表.xlsx").write_bytes(write_workbook([Sheet("表", "交办", heads, rows)]))
    found = read_assignments(tmp_path / "表.xlsx", TODAY)
    assert [(one.row, one.column) for one in found.problems] == [(3, "证件号码")]


@pytest.mark.parametrize(
    ("heads", "rows", "said"),
    [
        ("上级编号,信访形式,信访日期\n", "1,来信,2026-11-10\n", "没有“主题”"),
        ("上级编号,信访形式,信访日期,主题,主题\n", "1,来信,2026-11-10,甲,乙\n", "两列“主题”"),
        (HEADS, "", "还没有填事项"),
    ],
)
def test_a_table_that_cannot_be_meant_is_one_sentence(table, heads, rows, said):
    with pytest.raises(ValidationError, match=said):
        read_assignments(table(rows, heads), TODAY)


def test_a_file_that_is_no_table_is_told_in_the_countys_words(tmp_path):
    (tmp_path / "表.csv").write_bytes(b"")
    with pytest.raises(BundleError, match="什么也没有下发"):
        read_assignments(tmp_path / "表.csv", TODAY)


def test_a_column_nobody_understands_is_named(table):
    rows = "县交1号,来信,2026-11-10,村道破损,2026-12-01\n"
    found = read_assignments(table(rows, "上级编号,信访形式,信访日期,主题,反馈时限\n"), TODAY)
    assert found.unread == ("反馈时限",)


def test_the_empty_table_has_every_column_and_is_read_back_as_empty(tmp_path):
    write_empty_table(tmp_path / "空白" / "交办表.xlsx")
    raw = read_register((tmp_path / "空白" / "交办表.xlsx").read_bytes())
    assert (raw.headers, raw.rows) == (tuple(COLUMNS), ())
    with pytest.raises(ValidationError, match="还没有填事项"):
        read_assignments(tmp_path / "空白" / "交办表.xlsx", TODAY)


def test_nothing_goes_while_a_row_is_wrong(county, township, table, tmp_path):
    found = county.look_at_assignments(table(RIGHT.replace("来信", "上门")))
    with pytest.raises(ValidationError, match="第2行“信访形式”"):
        county.assign(township.code, found, tmp_path / "U盘")
    assert county.handed_down() == ()
    assert county.store.value("SELECT count(*) FROM sent") == 0


def test_what_went_down_is_known_before_the_township_tells_of_it(county, township, table, tmp_path):
    done = county.assign(township.code, county.look_at_assignments(table(RIGHT)), tmp_path / "U盘")
    assert (done.count, done.path.exists(), len(done.sentences)) == (2, True, 1)
    one, other = county.handed_down()
    assert (one.county_number, one.township_name, one.sent_on, one.due_on, one.answer) == (
        "县交1号", township.name, "2026-11-02", "2026-12-20", NOT_HEARD_OF,
    )  # fmt: skip
    assert (one.title, other.title) == ("村道破损", "")
    assert (one.is_late(date(2026, 12, 20)), one.is_late(date(2026, 12, 21))) == (False, True)
    assert county.handed_down("999999999000") == ()


def test_the_same_matter_sent_twice_is_one_line_with_the_later_day(county, township, table, tmp_path):
    for day in ("2026-12-20", "2026-12-31"):
        found = county.look_at_assignments(table(RIGHT.replace("2026-12-20", day)))
        county.assign(township.code, found, tmp_path / "U盘")
    assert [one.due_on for one in county.handed_down()] == ["2026-12-31", ""]
    assert len(list((tmp_path / "U盘").glob("*.xfb"))) == 2


def test_numbers_stand_as_people_count(county, township, table, tmp_path):
    rows = "".join(f"县交{n}号,交办,,来信,2026-10-30,村道破损,孙丙,,,\n" for n in (10, 9, 1))
    county.assign(township.code, county.look_at_assignments(table(rows)), tmp_path / "U盘")
    assert [one.county_number for one in county.handed_down()] == ["县交1号", "县交9号", "县交10号"]


def test_what_the_township_told_stands_beside_what_went_down(county, township, table, paths, tmp_path):
    done = county.assign(township.code, county.look_at_assignments(table(RIGHT)), tmp_path / "U盘")
    rows = township.read(done.path).tables["assignments"]
    told = {
        "id": rows[0]["id"], "revision": 1, "sealed": 0, "matter_id": same_id("m"), "number": "青山〔2026〕7号",
        "county_number": "县交1号", "matter_state": "assigned", "answer": "objected_up", "answered_on": "2026-11-15",
        "reason": "不属于本机关职权",
    }  # fmt: skip
    county.take([township.export(paths(), {"assignment_answers": [told]})])
    one, other = county.handed_down()
    assert (one.number, one.answer, one.reason, one.due_on) == (
        "青山〔2026〕7号", "objected_up", "不属于本机关职权", "2026-12-20",
    )  # fmt: skip
    assert other.answer == NOT_HEARD_OF


def test_what_is_noted_of_our_own_is_no_township_record(county, township, table, paths, make, tmp_path):
    county.assign(township.code, county.look_at_assignments(table(RIGHT)), tmp_path / "U盘")
    county.take([township.export(paths(), {"matters": [make.matter()], "receptions": [make.reception()]})])
    assert county.table("2026-10").rows[0].counts["matters"] == 1
    names = {path.name for path in county.export(tmp_path / "出")}
    assert "matters.csv" in names
    assert "handed_down.csv" not in names


def test_stopped_before_the_file_is_made_nothing_went_down(county, township, table, tmp_path):
    def stop(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        county.assign(
            township.code, county.look_at_assignments(table(RIGHT)), tmp_path / "U盘", progress=stop
        )
    assert county.handed_down() == ()
    assert not (tmp_path / "U盘").exists()


def test_a_stick_that_keeps_no_data_is_found_out(county, township, table, tmp_path, monkeypatch):
    write = handing_down.durable_replace
    monkeypatch.setattr(handing_down, "durable_replace", lambda path, body: write(path, body[:-1] + b"?"))
    with pytest.raises(StorageError, match="存不住数据"):
        county.assign(township.code, county.look_at_assignments(table(RIGHT)), tmp_path / "U盘")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "配置"
    place.mkdir()
    (place / "units.csv").write_text("代码,名称,停用日期\nU01,自然资源所,\n", encoding="utf-8")
    villages = "代码,名称,停用日期\n999999101201,新塘村,\n999999999201,别处的村,\n"
    (place / "villages.csv").write_text(villages, encoding="utf-8")
    (place / "settings.csv").write_text("代码,值\nurge_days_before,15\n", encoding="utf-8")
    return place


def test_a_folder_is_told_thing_by_thing_and_goes_to_those_it_concerns(county, township, folder, tmp_path):
    found = county.look_at_configuration(folder)
    assert [(one.kind, one.title, one.value) for one in found.things] == [
        ("unit", "自然资源所", ""), ("village", "新塘村", ""), ("village", "别处的村", ""),
        ("setting", "到期前几天提示催办", "15"),
    ]  # fmt: skip
    (path,) = county.configure([township.code], Issue(found, 3, "年末统一"), tmp_path / "U盘")
    rows = township.read(path).tables["configuration"]
    assert [row["title"] for row in rows] == ["自然资源所", "新塘村", "到期前几天提示催办"]
    assert county.latest_configuration() == 3
    with pytest.raises(ValidationError, match="第2版比下发过的第3版旧，没有写出"):
        county.configure([], Issue(found, 2, "补发"), tmp_path / "U盘")
    assert county.latest_configuration() == 3
    assert len(list((tmp_path / "U盘").glob("*.xfb"))) == 1
    county.configure([], Issue(found, 3, "U盘丢了，再写一次"), tmp_path / "再")
    (folder / "settings.csv").write_text("代码,值\nurge_days_before,9\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="内容不一样"):
        county.configure([], Issue(county.look_at_configuration(folder), 3, "改了"), tmp_path / "U盘")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("0101,草原,02,", "第2行：上级代码应为“01”"), ("9901,新,99,", "上级代码“99”不在"), ("1,新,,", "2位、4位或6位"),
        ("18,,,", "名称不能为空"), ("18,新,,明年", "停用日期“明年”"), ("18,新,,\n18,旧,,", "有2行"),
    ],
)  # fmt: skip
def test_a_class_that_cannot_be_right_is_told_with_its_line(county, folder, row, said):
    (folder / "categories.csv").write_text(f"代码,名称,上级代码,停用日期\n{row}\n", encoding="utf-8")
    with pytest.raises(ValidationError, match=said):
        county.look_at_configuration(folder)


def test_classes_go_to_everybody(county, township, folder, tmp_path):
    rows = "代码,名称,上级代码,停用日期\n18,数字乡村,,\n1801,网络,18,2027-01-01\n"
    (folder / "categories.csv").write_text(rows, encoding="utf-8")
    (path,) = county.configure([], Issue(county.look_at_configuration(folder), 1, "一"), tmp_path / "U盘")
    found = [row for row in township.read(path).tables["configuration"] if row["kind"] == "class"]
    assert [(row["key"], row["title"], row["retired_on"]) for row in found] == [
        ("18", "数字乡村", ""), ("1801", "网络", "2027-01-01")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("settings.csv", "代码,值\nunknown,1\n", "没有“unknown”"), ("units.csv", "", "units.csv：")],
)
def test_what_cannot_be_right_in_a_folder_is_told_before_anything_is_written(
    county, folder, name, content, said
):
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(AppError, match=said):
        county.look_at_configuration(folder)


def test_an_empty_folder_and_a_version_without_name_are_refused(county, township, folder, tmp_path):
    (tmp_path / "空").mkdir()
    with pytest.raises(ValidationError, match="没有可以下发的配置"):
        county.look_at_configuration(tmp_path / "空")
    with pytest.raises(ValidationError, match="叫什么"):
        county.configure([], Issue(county.look_at_configuration(folder), 1, " "), tmp_path / "U盘")


def test_the_citys_digits_are_compared_and_its_file_must_be_a_citys(county, township, tmp_path):
    from app.county.desk import create_county
    from app.db.engine.costs import LEAST

    city = create_county(tmp_path / "市局", "青州市信访局", "999900000000", PASSWORD, cost=LEAST)
    city.close()
    file = city.enrolment_file.read_bytes()
    found = county.city(file)
    assert found.name == "青州市信访局"
    with pytest.raises(BundleError, match="校验码与登记表不一致"):
        county.report_up("2026-10", tmp_path / "U盘", file, "1" * 30)
    with pytest.raises(NotFound, match="2026-10"):
        county.report_up("2026-10", tmp_path / "U盘", file, found.printed_check_number)
    assert county.known_city() is None
    for other in (county.enrolment_file.read_bytes(), township.enrolment):
        assert read_enrolment(other).name
        with pytest.raises(BundleError, match="不是上级的登记文件"):
            county.city(other)
