import json
from pathlib import Path

import pytest

from tests.cli.running import PASSWORD, Run, data, processes, runner


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return runner(tmp_path)


@pytest.fixture(scope="module")
def register_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def standing(register_folder: Path) -> Run:
    """An office with one letter, shared by the tests that only ask and are refused."""
    folder, run = register_folder, runner(register_folder)
    (folder / "一.csv").write_text(
        "信访形式,信访日期,姓名,主题\n来信,2026-10-08,张甲,反映路灯损坏\n", encoding="utf-8"
    )
    assert (
        run(
            "new", "--office", "青山镇信访工作办公室", "--code", "430999101000", "--superior", "青川县信访局"
        ).returncode
        == 0
    )
    assert run("receive", "一.csv").returncode == 0
    return run


@pytest.fixture
def office(tmp_path: Path) -> Run:
    """Every command of it is a process of its own."""
    run = processes(tmp_path)
    done = run(
        "new", "--office", "青山镇信访工作办公室", "--code", "430999101000", "--superior", "青川县信访局"
    )
    assert done.returncode == 0, done.stderr
    return run


@pytest.fixture
def register(office: Run, tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(
        "信访形式,信访日期,姓名,电话,主题,受理日期\n"
        "来信,2026-10-08,张甲,00000000001,反映路灯损坏,2026-10-10\n来访,2026-10-09,李乙,,反映水质浑浊,\n来访,坏日期,王丙,,咨询低保,\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.timeout(300)  # some thirty processes, each with a key to stretch
def test_a_whole_month_by_command(office: Run, register: Path, tmp_path: Path) -> None:
    taken = data(office, "receive", register)
    assert (taken["registered"], taken["refused"]) == (2, 1)
    assert taken["problems"][0]["row"] == 4
    assert taken["problems"][0]["column"] == "信访日期"
    assert [line["number"] for line in data(office, "find", "张甲")] == ["2026-0001"]
    assert data(office, "step", "2026-0002", "accept", "--on", "2026-10-12")["state"] == "accepted"
    assert (
        data(office, "step", "2026-0002", "assign", "--to", "供水站", "--on", "2026-10-13")["state"]
        == "assigned"
    )
    shown = data(office, "show", "2026-0002")
    assert (shown["state"], shown["unit"], shown["deadlines"][1]["due_on"]) == (
        "assigned",
        "供水站",
        "2026-12-11",
    )
    due = data(office, "today", "--on", "2026-12-10")
    assert [line["number"] for line in due["overdue"]] == ["2026-0001"]
    figures = data(office, "figures", "2026-10")
    assert figures["receptions"] == {"value": 2, "unit": "件次"}
    assert figures["rate.accept_in_time"] == {"n": 2, "d": 2, "text": "100.00%"}
    paper = data(office, "print", "assignment_notice", "2026-0002", "-o", tmp_path / "交办.pdf")
    assert Path(paper["file"]).read_bytes().startswith(b"%PDF-")
    assert data(office, "close-period", "2026-10")["period"] == "2026-10"
    stick = tmp_path / "U盘"
    county = data(office, "county", "new", "--office", "青川县信访局", "--code", "430999000000")
    written = data(office, "export", "2026-10", "-o", stick, "--to", county["enrolment"])
    enrolled = data(office, "county", "enrol", next(stick.glob("*.xfe")))
    assert enrolled["verified"] is False
    (waits,) = data(office, "county", "take", written["file"])
    assert (waits["state"], "待核对区" in waits["sentence"]) == ("held", True)
    digits = ("--check", enrolled["check_number"])
    (counted,) = data(office, "county", "enrol", next(stick.glob("*.xfe")), *digits)["counted"]
    assert counted["state"] == "accepted"
    assert data(office, "county", "status", "2026-10")[0]["differences"] == []
    answer = data(office, "county", "ack", "-o", stick / "下行")["files"][0]
    assert data(office, "take", answer)["refused"] == []
    assert data(office, "verify", "--full")["ok"] is True
    assert Path(data(office, "backup", "-o", tmp_path / "备份")["folder"]).is_dir()
    unpacked = data(office, "county", "unpack", written["file"], "-o", tmp_path / "bag")
    assert (Path(unpacked["folder"]) / "bagit.txt").exists()


def test_days_and_forms_need_no_register(run: Run) -> None:
    done = run("days", "2026-08-07", "--plus", "60", "--json", password=None)
    assert json.loads(done.stdout) | {"notes": []} == {
        "raw": "2026-10-06", "rolled": "2026-10-08", "provisional": False, "notes": []
    }  # fmt: skip
    working = json.loads(
        run("days", "2026-02-11", "--plus", "3", "--working", "--json", password=None).stdout
    )
    assert (working["raw"], working["rolled"]) == ("2026-02-14", "2026-02-14")
    forms = json.loads(run("forms", "--json", password=None).stdout)
    assert {form["id"] for form in forms} >= {
        "receipt",
        "acceptance_notice",
        "assignment_notice",
        "handover_list",
    }


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("show", "2026-0009"), "没有编号为"),
        (("step", "2026-0001", "answer"), "还没有受理"),
        (("step", "2026-0001", "approve"), "accept"),
        (("print", "diploma", "2026-0001", "-o", "x.pdf"), "receipt"),
        (("figures", "最近"), "2026-Q3"),
        (("close-period", "2099-01"), "还不能结账"),
        (("export", "2026-10", "-o", "out"), "公钥"),
        (("take", "没有这个文件.xfb"), "找不到"),
        (("receive", "没有这个文件.csv"), "找不到"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_one(standing: Run, args: tuple[str, ...], words: str) -> None:
    done = standing(*args)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "password"),
    [
        (("figures",), PASSWORD),
        (("today", "--on", "昨天"), PASSWORD),
        (("days", "2026-13-01", "--plus", "3"), PASSWORD),
        (("days", "2026-01-01", "--plus", "-3"), PASSWORD),
        (("no-such-command",), PASSWORD),
        (("today",), None),
    ],
)
def test_wrong_usage_is_exit_two(standing: Run, args: tuple[str, ...], password: str | None) -> None:
    assert standing(*args, password=password).returncode == 2


@pytest.mark.parametrize(
    ("args", "code", "words"), [(("show", "2026-0009"), 1, "没有编号为"), (("figures",), 2, "PERIOD"), (("find", "张甲"), 0, "")]
)  # fmt: skip
def test_a_process_ends_with_the_same_codes_and_sentences(
    standing: Run, register_folder: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    here, apart = standing(*args), processes(register_folder)(*args)
    assert (apart.returncode, apart.stdout, apart.stderr) == (code, here.stdout, here.stderr)
    assert words in apart.stderr
    assert ("张甲" in apart.stdout) == (code == 0)


def test_a_wrong_password_is_exit_one(standing: Run) -> None:
    done = standing("today", password="别的密码")
    assert (done.returncode, "密码不对" in done.stderr) == (1, True)


def test_the_password_may_come_from_a_file_named_anywhere(standing: Run, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(PASSWORD + "\n", encoding="utf-8")
    assert standing("today", "--password-file", tmp_path / "pw", password=None).returncode == 0
    assert standing("--password-file", tmp_path / "pw", "today", password=None).returncode == 0
    assert standing("today", "--password-file", tmp_path / "none", password=None).returncode == 1


def test_a_register_without_one_good_row_is_refused(standing: Run, tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_text("信访形式,信访日期,姓名,主题\n来信,1999-01-01,张甲,旧事\n", encoding="utf-8")
    done = standing("receive", path)
    assert (done.returncode, "2004" in done.stdout) == (1, True)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00\x01\x02", "姓名\n张甲\n".encode()])
def test_a_file_that_is_no_register_is_one_sentence(standing: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.xlsx"
    path.write_bytes(content)
    done = standing("receive", path)
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
