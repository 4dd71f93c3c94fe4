"""Spreadsheets, tables and pictures as a broken disk or an enemy may hand them in, read by the real limited reader.

Starting a process for each of 2,000 files would take minutes, so many files go through one child: it is told to limit
itself as the program's own reader does (`apart._limit`, the same memory, processor, file and process limits), then reads
one file after the other with the same readers. What one file leaves behind the next one finds: that is harder, not
easier, than a fresh process, and a child that dies is seen at the very file that killed it. That each file has a process
of its own, with the answer packed and unpacked, is what `tests/services/test_apart.py` tries.
"""

import io
import os
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter
from PIL import Image

from app.services.apart import PICTURE, REGISTER
from tests.faults.trying import Outcome

ROOT = Path(__file__).parent.parent.parent
EACH = 250  # files for one child
_CHILD = """
import struct, sys
sys.path.insert(0, sys.argv[1])
from app.services import apart
from app.errors import AppError
readers = dict(apart._READERS)
if sys.argv[2]:
    readers["register"] = lambda content: bytes([content[40]])
for reader, sample in ((readers["picture"], b""), (readers["register"], b"x")):
    try:
        reader(sample)  # everything is imported before the limits hold, as in the program
    except Exception:
        pass
apart._limit()
stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
while len(head := stdin.read(5)) == 5:
    kind, length = struct.unpack(">cI", head)
    content = stdin.read(length)
    try:
        answer = b"A" if readers["register" if kind == b"r" else "picture"](content) is not None else b"E"
    except AppError:
        answer = b"S"
    except (ValueError, MemoryError):
        answer = b"W"
    except Exception as escaped:
        answer = b"E" + repr(escaped).encode("utf-8", "replace")[:200]
    stdout.write(struct.pack(">I", len(answer)) + answer)
    stdout.flush()
"""


def foreign_files(times: int, breakage: str = "") -> Outcome:
    """How often a file was neither read nor refused in the ways that are meant."""
    outcome, chance, kinds = Outcome(), random.Random(11), set[bytes]()
    files = _broken_files(chance, times)
    while outcome.tried < times:
        with _child(breakage) as child:
            for kind, name, content in _take(files, EACH):
                outcome.tried += 1
                answer = _ask(child, kind, content)
                kinds.add(answer[:1])
                if answer[:1] not in (b"A", b"S", b"W"):
                    outcome.problems.append(
                        f"{name}: {answer.decode('utf-8', 'replace') or 'the reader died'}"
                    )
                    break
    outcome.distinct = len(kinds)
    return outcome


def _child(breakage: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _CHILD, str(ROOT), breakage],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
    )  # fmt: skip


def _ask(child: "subprocess.Popen[bytes]", kind: str, content: bytes) -> bytes:
    """What the child says of one file; nothing if it died of it."""
    assert child.stdin
    assert child.stdout
    try:
        child.stdin.write(struct.pack(">cI", kind[:1].encode(), len(content)) + content)
        child.stdin.flush()
        (length,) = struct.unpack(">I", child.stdout.read(4))
    except (BrokenPipeError, struct.error):
        return b""
    return child.stdout.read(length)


def _take(files: Iterator[tuple[str, str, bytes]], most: int) -> Iterator[tuple[str, str, bytes]]:
    for _ in range(most):
        found = next(files, None)
        if found is None:
            return
        yield found


def _broken_files(chance: random.Random, times: int) -> Iterator[tuple[str, str, bytes]]:
    """Kind, what was done to it, and the file."""
    sound = [(REGISTER, "xlsx", _workbook()), (REGISTER, "csv", _table())]
    sound += [(PICTURE, form, _picture(form)) for form in ("PNG", "JPEG", "GIF", "BMP", "WEBP")]
    weights = (8, 4, 1, 1, 1, 1, 1)
    for number in range(times):
        kind, form, content = chance.choices(sound, weights)[0]
        ways = _WAYS + ((_rezipped,) * 6 if form == "xlsx" else ())
        way = chance.choice(ways)
        yield kind, f"{number} {form} {way.__name__}", way(content, chance)


def _workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("登记簿")
        page.write_row(0, 0, ["信访形式", "信访日期", "姓名", "人数", "内容"])
        for row in range(1, 12):
            page.write_row(row, 0, ["来访", f"2026-01-{row:02}", f"张{row}", row, "反映道路" * 20])
        page.merge_range("A14:C15", "合计")
    return stream.getvalue()


def _table() -> bytes:
    rows = [f'来访,2026-01-{day:02},“张{day}”,"水渠\n漏水"' for day in range(1, 20)]
    return "\n".join(["信访形式,信访日期,姓名,内容", *rows]).encode("gb18030")


def _picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").save(stream, form)
    return stream.getvalue()


def _flipped(content: bytes, chance: random.Random) -> bytes:
    whole = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 64))):
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    return bytes(whole)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _moved(content: bytes, chance: random.Random) -> bytes:
    """A piece taken out, doubled, or put elsewhere."""
    start, end = sorted(chance.sample(range(len(content)), 2))
    piece, rest = content[start:end], content[:start] + content[end:]
    place = chance.randrange(len(rest) + 1)
    return chance.choice(
        (
            rest,
            content[:end] + piece * chance.choice((2, 30)) + content[end:],
            rest[:place] + piece + rest[place:],
        )
    )


def _largest(content: bytes, chance: random.Random) -> bytes:
    """Numbers at their ends where a length or a size may stand."""
    whole, place = bytearray(content), chance.randrange(max(len(content) - 8, 1))
    value = chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    whole[place : place + 4] = value
    return bytes(whole)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flipped, _cut, _moved, _largest)
_TEXTS = (
    (b'r="A1"', b'r="XFD1048576"'), (b'ref="A1:E15"', b'ref="A1:XFD1048576"'), (b'<row r="1"', b'<row r="1048576"'),
    (b'count="', b'count="4294967295'), (b"<v>", b"<v>1e400"), (b"<v>", b"<v>-"), (b't="s"', b't="e"'),
    (b't="s"', b't="d"'), (b"<sheetData>", b"<sheetData>" * 3), (b"</row>", b""), (b"<t>", b"<t>&amp;#0;&#x1F600;"),
    (b"?>", b'?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'), (b"xmlns=", b"xmlns:x="),
)  # fmt: skip


def _rezipped(content: bytes, chance: random.Random) -> bytes:
    """The parts of a workbook changed inside, the zip around them sound: what a flipped bit never reaches."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        wanted = chance.choice(
            [name for name in names if "sheet" in name or "shared" in name.lower()] + names
        )
        for name in names:
            body = old.read(name)
            if name == wanted:
                body = _changed(body, chance)
            if name != wanted or chance.random() > 0.05:
                new.writestr(name, body)
    return out.getvalue()


def _changed(body: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4))):
        old, text = chance.choice(_TEXTS)
        if old in body and chance.random() < 0.7:
            body = body.replace(old, text, chance.choice((1, 10_000)))
        elif body:
            body = chance.choice(_WAYS)(body, chance)
    return body
