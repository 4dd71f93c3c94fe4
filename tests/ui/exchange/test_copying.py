import pytest

from app.errors import StorageError
from app.ui.exchange.copying import LARGEST_ENROLMENT, copy_to, read_small


def test_a_copy_is_equal_and_leaves_no_half_file(tmp_path):
    source, folder = tmp_path / "a.xfe", tmp_path / "U盘"
    source.write_bytes(b"content")
    folder.mkdir()
    assert copy_to(source, folder).read_bytes() == b"content"
    assert [path.name for path in folder.iterdir()] == ["a.xfe"]


def test_a_stick_that_is_gone_is_one_sentence(tmp_path):
    source = tmp_path / "a.xfe"
    source.write_bytes(b"content")
    with pytest.raises(StorageError, match="没有复制"):
        copy_to(source, tmp_path / "拔掉的U盘")


def test_a_huge_file_is_read_only_so_far_that_it_is_refused(tmp_path):
    huge = tmp_path / "huge.xfe"
    huge.write_bytes(b"{" * (LARGEST_ENROLMENT + 9))
    assert len(read_small(huge)) == LARGEST_ENROLMENT


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(StorageError, match="读不出来"):
        read_small(tmp_path / "没有.xfe")
