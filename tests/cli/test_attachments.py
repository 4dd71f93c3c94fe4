import shutil
from pathlib import Path

import pytest

from tests.cli.running import Run, data, runner

PICTURE = b"\x89PNG not really" * 1000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One ordinary matter and one sealed one."""
    folder = tmp_path_factory.mktemp("office")
    run = runner(folder)
    (folder / "台账.csv").write_text(
        "信访形式,信访日期,姓名,主题,信访目的\n来信,2026-10-08,张甲,反映路灯损坏,申诉求决\n"
        "来信,2026-10-09,李乙,举报某干部,检举控告\n",
        encoding="utf-8",
    )
    (folder / "现场.png").write_bytes(PICTURE)
    made = run("new", "--office", "青山镇信访办", "--code", "430999101000", "--superior", "青川县信访局")
    assert made.returncode == 0, made.stderr
    assert run("receive", "台账.csv").returncode == 0
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> tuple[Run, Path]:
    """The same office, for one test to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return runner(tmp_path), tmp_path


def test_attach_list_and_write_out(office: tuple[Run, Path]) -> None:
    run, folder = office
    added = data(run, "attach", "2026-0001", "现场.png", "没有.pdf", "--note", "路灯")
    assert [(found["name"], found["kind"], found["size"]) for found in added["added"]] == [
        ("现场.png", "photo", len(PICTURE))
    ]
    assert len(added["refused"]) == 1
    (listed,) = data(run, "attachments", "2026-0001")
    assert listed == added["added"][0]
    done = data(run, "attachment", listed["id"], "-o", "出.png")
    assert done["sha256"] == listed["sha256"]
    assert (folder / "出.png").read_bytes() == PICTURE
    again = run("attach", "2026-0001", "现场.png")
    assert again.returncode == 1
    assert "没有重复添加" in again.stderr
    assert "附件1份逐个读出核对一致" in run("verify", "--full").stdout


def test_an_unknown_kind_is_wrong_usage(office: tuple[Run, Path]) -> None:
    assert office[0]("attach", "2026-0001", "现场.png", "--kind", "video").returncode == 2


def test_a_sealed_matter_takes_a_file_and_gives_none(office: tuple[Run, Path]) -> None:
    run, folder = office
    (added,) = data(run, "attach", "2026-0002", "现场.png", "--kind", "material")["added"]
    for command in (
        ("attachments", "2026-0002"),
        ("attachments", "2026-0002", "--json"),
        ("attachment", added["id"], "-o", "泄.png"),
    ):
        done = run(*command)
        assert done.returncode == 1
        assert "密封" in done.stderr
        assert "现场" not in done.stdout + done.stderr
    assert not (folder / "泄.png").exists()
    assert "现场" not in run("show", "2026-0002").stdout


def test_a_missing_content_is_one_sentence_and_exit_one(office: tuple[Run, Path]) -> None:
    run, folder = office
    (folder / "二.txt").write_text("第二份", encoding="utf-8")
    before = set((folder / "数据 一" / "attachments").rglob("*.att"))
    (added,) = data(run, "attach", "2026-0001", "二.txt")["added"]
    (path,) = set((folder / "数据 一" / "attachments").rglob("*.att")) - before
    raw = path.read_bytes()
    path.unlink()
    done = run("attachment", added["id"], "-o", "出.txt")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "不见了" in done.stderr
    assert run("verify").returncode == 1
    path.write_bytes(raw)
