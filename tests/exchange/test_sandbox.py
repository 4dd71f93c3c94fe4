"""The child process: what it may use, what it may know, and that whatever happens in it is one sentence here."""

import json
import sys

import pytest

from app.errors import BundleError
from app.exchange import sandbox
from app.exchange.sandbox import DONE, MEMBER, ROWS, TABLE, Sandbox, read_apart
from tests.exchange.zips import write_package

UNIT = {"id": "11111111-1111-4111-8111-111111111111", "revision": 1, "sealed": 0, "name": "自然资源所"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")


@pytest.fixture
def zipped():
    return write_package({"units": [UNIT]})


@pytest.fixture
def instead(monkeypatch):
    """A child that does something else once it has taken its limits upon itself."""

    def run(deed, zipped=b"zip"):
        code = f"import sys, os, json\nfrom app.exchange import sandbox_child as child\nchild.limit()\n{deed}"
        monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", code])
        child = Sandbox()
        try:
            return list(child.read([zipped], len(zipped)))
        finally:
            child.end()

    return run


def test_what_is_in_a_zip_is_told_and_the_child_is_asked_again(zipped):
    sandbox.end_all()
    for _ in range(2):
        kinds = [kind for kind, _, _ in read_apart([zipped[:50], zipped[50:]], len(zipped))]
        assert (kinds[0], kinds[1], set(kinds[2:])) == (TABLE, ROWS, {MEMBER})
    assert sandbox._idle.qsize() == 1
    assert DONE not in kinds


def test_a_refusal_is_a_sentence_and_the_next_file_is_read(zipped):
    with pytest.raises(BundleError, match="不完整或已损坏"):
        list(read_apart([zipped[:-1]], len(zipped) - 1))
    assert list(read_apart([zipped], len(zipped)))


def test_fewer_bytes_than_promised_do_not_hang(zipped, monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1)
    monkeypatch.setattr(sandbox, "WALL_SECONDS_PER_MIB", 0)
    with pytest.raises(BundleError, match=r"时间或内存的限制|不完整或已损坏"):
        list(read_apart([zipped], len(zipped) + 100))


@linux
@pytest.mark.parametrize(
    "deed",
    [
        "x = bytearray(1 << 30)",
        "child.allow_time(1)\nwhile True: pass",
        "os.abort()",
        "sys.exit(0)",
        "open('/tmp/xfb-was-here', 'wb').write(b'x' * 10)",
        "sys.stdout.buffer.write(b'R' + b'\\xff' * 8)",
    ],
    ids=["memory", "time", "crash", "silence", "file", "endless-frame"],
)
def test_a_child_that_takes_too_much_or_dies_is_one_sentence(instead, deed):
    with pytest.raises(BundleError, match="时间或内存的限制"):
        instead(deed)


@linux
def test_the_child_knows_no_password_and_holds_no_file_of_ours(instead, monkeypatch, tmp_path):
    monkeypatch.setenv("PETITION_DESK_PASSWORD", "不该知道的密码")
    kept = (tmp_path / "登记库").open("wb")
    deed = (
        "links = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')]\n"
        "body = json.dumps([dict(os.environ), links]).encode()\n"
        "sys.stdout.buffer.write(child.FRAME.pack(b'R', 0, len(body)) + body + child.FRAME.pack(b'D', 0, 0))\n"
        "sys.stdout.flush()"
    )
    with kept:
        ((_, _, body),) = instead(deed)
    environment, links = json.loads(body)
    assert "PETITION_DESK_PASSWORD" not in environment
    assert not any("登记库" in link for link in links)


def test_the_child_imports_nothing_that_holds_a_key_or_a_register(instead):
    deed = (
        "body = json.dumps(sorted(sys.modules)).encode()\n"
        "sys.stdout.buffer.write(child.FRAME.pack(b'R', 0, len(body)) + body + child.FRAME.pack(b'D', 0, 0))\n"
        "sys.stdout.flush()"
    )
    ((_, _, body),) = instead(deed)
    loaded = set(json.loads(body))
    assert not loaded & {
        "pyrage",
        "sqlcipher3",
        "sqlite3",
        "PySide6",
        "app.db",
        "app.services",
        "app.exchange.identities",
    }


def test_the_installed_program_reads_as_a_child_too(zipped, monkeypatch):
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-m", "app", "--read-bundle"])
    child = Sandbox()
    try:
        assert [kind for kind, _, _ in child.read([zipped], len(zipped))][:2] == [TABLE, ROWS]
    finally:
        child.end()
