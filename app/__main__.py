"""`python -m app`: the window. `--data` names another folder, `--practice` opens invented people.

Without a display the same program plays a clerk's practice day off screen and says where its
pictures, papers and files lie.
"""

import argparse
import os
import sys
from pathlib import Path

from app.paths import default_data_folder
from app.services.apart import FLAG, work

NO_SCREEN = "这台电脑没有图形界面，窗口打不开；没有改动任何数据。可以使用命令行 petition-desk。"
READ_BUNDLE = "--read-bundle"
PRACTICE_DAY = Path("build", "practice-day")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and open the window; returns the exit code."""
    if _read_for_another(sys.argv[1:]):
        return 0
    chosen = _parser().parse_args(arguments)
    if chosen.self_test:
        from app.ui.self_test.run import self_test

        return self_test(chosen.report)
    if not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if chosen.data or chosen.practice:
            sys.stderr.write(NO_SCREEN + "\n")
            return 1
    from app.ui.qt_messages import say_what_matters

    say_what_matters()
    if chosen.shots:
        from app.ui.shots.take import take_shots

        return take_shots(chosen.shots)
    if not _has_screen():
        from app.ui.practice_day.play import play

        return play(chosen.out)
    from app.ui.running import run

    return run(chosen.data or default_data_folder(), practice=chosen.practice, handed=chosen.bundle)


def _read_for_another(arguments: list[str]) -> bool:
    """The part of the limited reader of foreign files: the installed program has no other Python to start."""
    if arguments[:1] == [FLAG]:
        work(arguments[1])
        return True
    if arguments[:1] == [READ_BUNDLE]:
        from app.exchange import sandbox_child

        sandbox_child.main()
        return True
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="乡镇信访工作台")
    parser.add_argument(
        "bundle", type=Path, nargs="?", metavar="FILE", help="县局的 .xfb 文件：打开报送页面，问是否接收"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="登记数据所在的文件夹")
    parser.add_argument("--practice", action="store_true", help="打开练习数据（虚构的人和事）")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="在临时文件夹里逐项试用程序的各个部分，不动任何数据，然后退出",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="自检结果另外写到这个文件")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="把每一页、每个面板和每份文书拍成图片")
    parser.add_argument(
        "--out",
        type=Path,
        default=PRACTICE_DAY,
        metavar="DIR",
        help="没有显示器时，练习日的图片和文书放在哪里",
    )
    return parser


def _has_screen() -> bool:
    """Windows always has one; on Linux a display is named, or a platform that needs none is asked for."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(named or platform not in {"", "offscreen"})


if __name__ == "__main__":
    sys.exit(main())
