"""`petition-desk office` and `office-paper` over a real register."""

import contextlib
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from app.cli.office_papers import WORDS, office, office_paper
from app.cli.output import Context
from app.core.offices import PUBLISHED


@pytest.fixture
def run(desk, tmp_path):
    class Opened(Context):
        @contextlib.contextmanager
        def open(self) -> Iterator:
            yield desk

    return lambda command, *args: CliRunner().invoke(
        command, list(map(str, args)), obj=Opened(tmp_path, None)
    )


def test_everything_the_notices_tell_can_be_set_here():
    assert set(PUBLISHED) <= WORDS.keys()


def test_a_fact_is_set_once_and_stands_on_the_notice(run, desk, tmp_path):
    assert run(office, "set", "leader_days", "周甲｜周一｜接待室\\n吴乙｜周二｜接待室").exit_code == 0
    assert json.loads(run(office, "--json").output)["leader_days"].count("\n") == 1
    done = run(
        office_paper, "public_notice", "-o", tmp_path / "公示.pdf", "--set", "接待时间=周一至周五", "--json"
    )
    made = json.loads(done.output)
    assert made["title"] == "信访接待公示"
    assert any("网络信访渠道" in sentence for sentence in made["missing"])
    assert (tmp_path / "公示.pdf").read_bytes().startswith(b"%PDF")
    assert desk.offices.office().reception_hours == "周一至周五"


def test_a_preview_keeps_nothing(run, desk, tmp_path):
    done = run(
        office_paper, "privacy_notice", "-o", tmp_path / "告知书.pdf", "--preview", "--set", "保存期限=30年"
    )
    assert "预览稿" in done.output
    assert desk.office_papers.all() == ()
    assert desk.offices.office().kept_for == ""


def test_an_unknown_name_is_refused(run):
    done = run(office, "set", "code", "1")
    assert done.exit_code == 1
    assert "没有保存" in str(done.exception)
