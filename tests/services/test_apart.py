"""Foreign files in a process of their own: same answer, bounded harm, no secret."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from app.errors import BundleError
from app.exchange.packed_registers import unpack
from app.exchange.registers import read_register
from app.paper.small_picture import sides
from app.services import apart
from app.services.apart import PICTURE, PICTURE_SIDE, REGISTER, read_apart

ROOT = Path(__file__).resolve().parent.parent.parent


def sheet() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        page = book.add_worksheet("登记簿")
        page.write_row(0, 0, ["信访形式", "信访日期", "姓名", "人数"])
        page.write(1, 0, "来访")
        page.write_datetime(1, 1, date(2026, 1, 5))
        page.write_row(1, 2, ["=张三", 3.5])
    return stream.getvalue()


def picture(width: int, height: int, form: str = "PNG", mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), "red" if mode == "RGB" else 0).save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize("content", [sheet(), "信访形式,姓名\n来访,张三\n".encode("gb18030")])
def test_a_register_is_read_as_if_it_were_read_here(content: bytes) -> None:
    assert unpack(read_apart(REGISTER, content)) == read_register(content)


def test_a_refusal_comes_back_as_its_sentence() -> None:
    with pytest.raises(BundleError, match=r"旧版.xls"):
        read_apart(REGISTER, b"\xd0\xcf\x11\xe0" + bytes(100))


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(BundleError, match="读取中止"):
        read_apart(REGISTER, sheet(), patience=0.001)


def test_a_reader_that_breaks_down_is_one_sentence() -> None:
    with pytest.raises(BundleError, match="读取中止"):
        read_apart("nothing", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so far")
@pytest.mark.parametrize(
    "greed", ["bytearray(3 << 30)", "f = open(sys.argv[1], 'w'); f.write('x'); f.close()"]
)
def test_the_reader_can_neither_take_the_memory_nor_write_a_file(greed: str, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from app.services.apart import _limit; _limit(); {greed}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(tmp_path / "escape")], capture_output=True, check=False
    )
    assert done.returncode != 0


def test_a_reader_slow_to_take_what_it_is_given_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up in between must not lose the rest of a file longer than a pipe holds."""
    monkeypatch.setattr(apart, "LOOK_UP", 0.001)
    looks: list[int] = []
    rows = "".join(f"来访,张{at}\n" for at in range(20_000))
    content = f"信访形式,姓名\n{rows}".encode()
    answer = read_apart(REGISTER, content, look_up=lambda: looks.append(1))
    assert len(looks) > 5
    assert unpack(answer) == read_register(content)


def test_the_reader_does_not_know_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETITION_DESK_PASSWORD", "很秘密的密码")
    assert "很秘密的密码" not in apart._surroundings().values()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "GIF", "WEBP"])
def test_a_picture_is_made_small(form: str) -> None:
    assert sides(read_apart(PICTURE, picture(400, 200, form))) == (PICTURE_SIDE, PICTURE_SIDE // 2)


@pytest.mark.parametrize("content", [b"", b"no picture", picture(300, 300)[:200]])
def test_what_is_no_picture_is_refused_without_harm(content: bytes) -> None:
    with pytest.raises(BundleError):
        read_apart(PICTURE, content)


def test_a_small_file_of_far_too_many_pixels_is_refused_without_harm() -> None:
    """Black and white, because it is made quickest; the reader counts the pixels whatever they are."""
    content = picture(20_000, 20_000, mode="1")
    with pytest.raises(BundleError):
        read_apart(PICTURE, content)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"{}",
        b"[1,2,3]",
        b'[[], [[1, [{"day": "x"}]]], []]',
        b"[[[]], [], []]",
        b'[[], []]\n[1, [{"day": "x"}]]',
        b"[[], []]\n[1]",
    ],
)
def test_only_what_was_packed_is_unpacked(junk: bytes) -> None:
    with pytest.raises(BundleError):
        unpack(junk)


def test_pixels_that_do_not_fit_are_no_picture() -> None:
    with pytest.raises(ValueError, match="no picture"):
        sides(b"\0\5\0\5" + bytes(7))
