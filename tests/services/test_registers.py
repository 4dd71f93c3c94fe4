from pathlib import Path

import pytest

from app.services.desk import Desk

HEAD = "信访形式,信访日期,登记日期,姓名,人数,电话,证件号码,村,主题,内容,信访目的,初重,责任单位,受理日期,交办日期,答复日期,送达日期,办结日期,单位评价\n"
ROWS = (
    "来信,2026/1/5,2026-01-06,张甲,1,00000000001,999999198001010011,青山村,反映路灯损坏,不亮,申诉求决,初,供电所,2026.1.8,2026年1月9日,2026-02-20,2026-02-23,2026-02-25,满意\n"
    "来访,2026-01-10,,李乙、王丙,12,,,新村,反映水质浑浊,发黄,申诉求决,,,,,,,,\n"
    "来访,2026-03-01,,张甲,1,00000000001,999999198001010011,青山村,反映路灯损坏,又坏了,申诉求决,重,,,,,,,\n"
    "来电,2026-01-12,,赵丁,很多,,,,咨询低保,,,,,,,,,,\n"
    "来信,2026-01-12,,钱戊,1,,99999919800101001X,,反映界址,,,,,,,,,,\n"
    "来信,2026-01-12,,孙己,1,,,,反映补助,,,,,2026-01-02,,,,,\n"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "2026年 台账.csv"
    path.write_text(HEAD + ROWS, encoding="gb18030")
    return path


def numbers(desk: Desk) -> dict[str, object]:
    table = desk.month.table(desk.month.period("2026"))
    return {
        name: value.as_json().get("value", value.as_json().get("text"))
        for name, value in table.figures.items()
    }


def test_rows_that_are_right_go_in_and_the_others_are_told(desk: Desk, register: Path) -> None:
    taken = desk.registers.receive(register)
    assert (taken.registered, taken.refused) == (3, 3)
    told = [(problem.row, problem.column) for row in taken.rows for problem in row.problems]
    assert told == [(5, "人数"), (6, "证件号码"), (7, "受理日期")]
    assert set(taken.added) == {"新村", "供电所"}


def test_a_row_marked_as_a_repeat_joins_the_matter_it_repeats(desk: Desk, register: Path) -> None:
    taken = desk.registers.receive(register)
    assert [(row.number, row.joined) for row in taken.rows[:3]] == [
        ("2026-0001", False), ("2026-0002", False), ("2026-0001", True),
    ]  # fmt: skip


def test_the_steps_of_a_row_are_taken_on_their_days(desk: Desk, register: Path) -> None:
    desk.registers.receive(register)
    matter = desk.matters.matter(desk.matters.id_of("2026-0001"))
    days = {step.entry: step.on.isoformat() for step in matter.steps}
    assert days == {
        "accepted": "2026-01-08", "assigned": "2026-01-09", "answered": "2026-02-20",
        "delivered": "2026-02-23", "closed": "2026-02-25", "evaluated": "2026-02-25",
    }  # fmt: skip
    assert matter.state == "closed"


def test_figures_come_out_as_counted_by_hand(desk: Desk, register: Path) -> None:
    desk.registers.receive(register)
    found = numbers(desk)
    expected = {
        "receptions": 3, "letters": 1, "visits": 2, "visits.persons": 13, "web": 0, "calls": 0, "others": 0,
        "matters": 2, "accepted": 1, "closed": 1, "open": 1, "overdue": 1,
        "rate.accept_in_time": "50.00%", "rate.answer_in_time": "100.00%",
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk, register: Path) -> None:
    told = desk.registers.receive(register, dry_run=True)
    assert (told.registered, told.refused) == (3, 3)
    assert desk.matters.page(which="all") == ()
    assert desk.offices.named("unit", "供电所") is None


def test_a_rehearsal_tells_the_same_as_the_registration(desk: Desk, tmp_path: Path) -> None:
    """Also which steps would be refused, and which row would join an earlier one of the same sheet."""
    path = tmp_path / "台账.csv"
    strange = (
        "来信,2026-01-05,2026-01-06,郑壬,1,,,新村,反映水管漏水,漏水,检举控告,初,,2026-01-08,,2026-02-01,2026-02-03,2026-02-05,满意\n"
        "来信,2026-01-05,2026-01-06,周庚,1,00000000009,,新村,反映水管漏水,漏水,申诉求决,初,,,2026-01-10,,,,\n"
        "来信,2026-02-05,2026-02-06,周庚,1,00000000009,,新村,反映水管漏水,还漏,申诉求决,重,供水站,,,,,,\n"
        "来信,2026-02-05,2026-02-06,吴辛,1,,,新村,反映水管漏水,还漏,申诉求决,重,,,,,,,\n"
    )
    path.write_text(HEAD + ROWS + strange, encoding="utf-8")
    told = desk.registers.receive(path, dry_run=True)
    assert desk.matters.page(which="all") == ()
    done = desk.registers.receive(path)
    assert [(row.row, row.joined, row.problems, row.notes) for row in told.rows] == [
        (row.row, row.joined, row.problems, row.notes) for row in done.rows
    ]
    assert told.new_names == done.new_names
    assert [row.joined for row in told.rows[-3:]] == [False, True, False]
    assert "不作满意度评价" in told.rows[-4].notes[0]


def test_the_same_file_again_changes_nothing(desk: Desk, register: Path) -> None:
    desk.registers.receive(register)
    head = desk.month.head()
    again = desk.registers.receive(register)
    assert (again.registered, again.known, again.refused) == (0, 3, 3)
    assert desk.month.head() == head


def test_equal_rows_of_one_file_are_as_many_receptions(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("信访形式,信访日期,姓名,主题\n" + "来电,2026-01-12,匿名,咨询低保\n" * 2, encoding="utf-8")
    assert desk.registers.receive(path).registered == 2
    path.write_text("信访形式,信访日期,姓名,主题\n" + "来电,2026-01-12,匿名,咨询低保\n" * 3, encoding="utf-8")
    again = desk.registers.receive(path)
    assert (again.known, again.registered) == (2, 1)


def test_real_messages_go_in_whole_and_can_be_found(desk: Desk, shared: Path) -> None:
    taken = desk.registers.receive(shared / "messages.csv")
    assert (taken.registered, taken.refused) == (330, 0)
    assert desk.matters.find("社保")
    assert numbers(desk)["receptions"] == 0
    assert desk.month.table(desk.month.period("2019")).figures["web"].as_json()["value"] == 86
    assert len(desk.today.sheet().overdue) > 300
    assert desk.safety.verify(full=True).ok
