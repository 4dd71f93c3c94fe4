"""One broken part is one failed line: the others are tried, and the end says which."""

import pytest

from app.errors import StorageError
from app.services.self_test.parts import NotSound, SelfTest


def lacks_a_library() -> str:
    import no_such_library_of_ours  # type: ignore[import-not-found]

    return str(no_such_library_of_ours)


def lacks_a_file(tmp_path):
    return (tmp_path / "resources" / "icons" / "print.svg").read_text()


def raises(error):
    def check():
        raise error

    return check


def test_every_part_is_tried_and_the_broken_one_is_named() -> None:
    lines: list[str] = []
    run = SelfTest(lines.append)
    assert run.part("字体", lambda: "7种都能使用")
    assert not run.part("文书", raises(NotSound("做出来的文书不是PDF文件。")))
    assert run.part("备份", lambda: "一份")
    assert run.conclude() == 1
    assert lines == [
        "自检通过　字体：7种都能使用", "自检未通过　文书：做出来的文书不是PDF文件。", "自检通过　备份：一份",
        "自检未通过：文书（共3项，1项未通过）",
    ]  # fmt: skip


def test_all_parts_passed_is_exit_0() -> None:
    lines: list[str] = []
    run = SelfTest(lines.append)
    run.part("字体", lambda: "7种都能使用")
    assert (run.conclude(), lines[-1]) == (0, "自检通过：共1项")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageError("磁盘已满。"), "磁盘已满。"),
        (ValueError("two\nlines"), "ValueError"),
        (MemoryError(), "MemoryError"),
        (RecursionError("deep"), "RecursionError"),
    ],
)
def test_whatever_is_raised_is_said_in_one_line(error: Exception, said: str) -> None:
    run = SelfTest(lambda _line: None)
    run.part("一项", raises(error))
    assert said in run.outcomes[0].sentence
    assert "\n" not in run.outcomes[0].line


def test_what_a_package_lost_is_named(tmp_path) -> None:
    run = SelfTest(lambda _line: None)
    run.part("部件", lacks_a_library)
    run.part("文件", lambda: lacks_a_file(tmp_path))
    library, file = (outcome.sentence for outcome in run.outcomes)
    assert library == "程序缺少部件no_such_library_of_ours，请重新安装本程序。"
    assert file == "缺少文件resources/icons/print.svg，请重新安装本程序。"
