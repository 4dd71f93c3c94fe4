"""Only pinned bytes are unpacked, and the versions shipped are those that were tested."""

import pytest

from installer.windows import locking
from installer.windows.locking import Pinned, check, locked_versions, read_lock, sha256

SUM = "0" * 64


@pytest.fixture
def one(tmp_path):
    """A pinned file that lies where it should."""
    path = tmp_path / "six-1.17.0-py2.py3-none-any.whl"
    path.write_bytes(b"wheel")
    return Pinned("six", "1.17.0", sha256(path), path.name)


def test_a_lock_says_of_every_file_what_it_is(tmp_path, one):
    lock = tmp_path / "wheels.lock"
    lock.write_text(f"# remark\n\n{one.line}\n", "utf-8")
    assert read_lock(lock) == [one]


@pytest.mark.parametrize(
    "line",
    [
        "six==1.17.0",
        "six==1.17.0 --hash=sha256:abc  # six.whl",
        f"six>=1.17.0 --hash=sha256:{SUM}  # six.whl",
        f"six==1.17.0 --hash=sha256:{SUM}",
        f"six==1.17.0 --hash=sha256:{SUM}  # ../six.whl",
    ],
)
def test_a_line_that_leaves_something_open_ends_the_build(tmp_path, line):
    lock = tmp_path / "wheels.lock"
    lock.write_text(line + "\n", "utf-8")
    with pytest.raises(SystemExit, match="line 1"):
        read_lock(lock)


def test_two_versions_of_one_project_end_the_build(tmp_path, one):
    lock = tmp_path / "wheels.lock"
    lock.write_text(f"{one.line}\n{one.line}\n", "utf-8")
    with pytest.raises(SystemExit, match="two lines"):
        read_lock(lock)


def test_other_bytes_under_the_right_name_end_the_build(tmp_path, one):
    check([one], tmp_path)
    (tmp_path / one.file).write_bytes(b"Wheel")
    with pytest.raises(SystemExit, match="the lock says"):
        check([one], tmp_path)


def test_a_file_that_is_not_there_ends_the_build(tmp_path, one):
    (tmp_path / one.file).unlink()
    with pytest.raises(SystemExit, match="not in"):
        check([one], tmp_path)


def test_what_is_there_already_is_checked_and_not_fetched_again(tmp_path, one, monkeypatch):
    monkeypatch.setattr(locking, "_pip", lambda _arguments: pytest.fail("nothing is missing"))
    locking.fetch([one], tmp_path, locking.WINDOWS)
    (tmp_path / one.file).write_bytes(b"changed since")
    with pytest.raises(SystemExit, match="the lock says"):
        locking.fetch([one], tmp_path, locking.WINDOWS)


def test_a_newer_python_gets_the_newer_qt():
    versions = locked_versions(
        "pyside6-essentials==6.11.3 ; python_full_version < '3.12' \\\n"
        f"    --hash=sha256:{'a' * 64}\n    # via x\n"
        "pyside6-essentials==6.12.0 ; python_full_version >= '3.12' \\\n"
        f"    --hash=sha256:{'b' * 64} \\\n    --hash=sha256:{'c' * 64}\n"
        "six==1.17.0 \\\n"
        f"    --hash=sha256:{'d' * 64}\n"
    )
    assert versions["pyside6-essentials"] == ("6.12.0", {"b" * 64, "c" * 64})
    assert versions["six"] == ("1.17.0", {"d" * 64})


def test_what_is_shipped_is_what_the_requirements_name_by_the_same_hash():
    permitted = locked_versions(locking.REQUIREMENTS.read_text("utf-8"))
    shipped = read_lock(locking.WHEELS)
    assert [one.project for one in shipped] == list(locking.SHIPPED)
    for one in shipped:
        version, sums = permitted[one.project]
        assert one.version == version
        assert one.sha256 in sums
        assert one.file.endswith(".whl")


def test_the_interpreter_and_its_compiler_are_pinned():
    interpreter, compiler = read_lock(locking.PYTHON)
    assert f"{interpreter.project}=={interpreter.version}" == locking.INTERPRETER
    assert f"{compiler.project}=={compiler.version}" == locking.COMPILER
    assert "cp313" in compiler.file
