"""A lock of wheels: what it says, and what ends a build."""

from pathlib import Path

import pytest

from installer.package import wheels

CONTENT = b"a wheel"
SUM = "d8ac249379cbf8f3df0b5b7d95a3a4fb1c6b4f8a2a7c3f57bf8d9f1c1c3c9f10"


def lock(folder: Path, *lines: str) -> Path:
    path = folder / "wheels.lock"
    path.write_text("# why\n\n" + "".join(f"{line}\n" for line in lines), "utf-8")
    return path


def line(project: str = "click", sum_: str = SUM) -> str:
    return f"{project}==1.2 --hash=sha256:{sum_}  # {project}-1.2-py3-none-any.whl"


def test_a_line_is_read_and_written_alike(tmp_path: Path) -> None:
    (wheel,) = wheels.read(lock(tmp_path, line()))
    assert (wheel.project, wheel.version, wheel.sha256, wheel.file) == (
        "click", "1.2", SUM, "click-1.2-py3-none-any.whl",
    )  # fmt: skip
    assert wheel.line == line()


@pytest.mark.parametrize(
    "broken",
    [
        "click==1.2",
        "click>=1.2 --hash=sha256:" + SUM + "  # click-1.2-py3-none-any.whl",
        line(sum_=SUM[:-1]),
        "click==1.2 --hash=md5:" + SUM + "  # click-1.2-py3-none-any.whl",
        "click==1.2 --hash=sha256:" + SUM + "  # click-1.2.tar.gz",
        "--index-url https://example.invalid",
    ],
)
def test_a_line_that_says_less_ends_the_build(tmp_path: Path, broken: str) -> None:
    with pytest.raises(SystemExit, match="line 4"):
        wheels.read(lock(tmp_path, line("six"), broken))


def test_two_versions_of_one_project_end_the_build(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="typing-extensions"):
        wheels.read(lock(tmp_path, line("typing-extensions"), line("Typing_Extensions")))


def test_a_changed_wheel_is_refused_although_it_was_downloaded_before(tmp_path: Path) -> None:
    wheel = wheels.Wheel(
        "click", "1.2", wheels.hashlib.sha256(CONTENT).hexdigest(), "click-1.2-py3-none-any.whl"
    )
    (tmp_path / wheel.file).write_bytes(CONTENT)
    wheels.check([wheel], tmp_path)
    (tmp_path / wheel.file).write_bytes(CONTENT + b" ")
    path = lock(tmp_path, wheel.line)
    with pytest.raises(SystemExit, match="the lock says"):
        wheels.download(path, tmp_path, [])


def test_a_missing_wheel_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"click-1\.2-py3-none-any\.whl"):
        wheels.check(wheels.read(lock(tmp_path, line())), tmp_path)
