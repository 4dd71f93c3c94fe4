import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import BundleError
from app.exchange import bundles
from app.exchange.bundles import read_bundle, write_bundle
from tests.exchange.zips import opened_plain, sealed, unpacked, write_zip


def read(exchange, data):
    return read_bundle(data, exchange.county.keys, exchange.enrolled)


def test_a_bundle_comes_back_as_it_was_written(exchange):
    data, header = exchange.write()
    bundle = read(exchange, data)
    assert bundle.header == header
    assert bundle.faults == []
    visit, sent = bundle.tables["receptions"][0], exchange.tables["receptions"][0]
    assert {name: visit[name] for name in sent} == sent
    assert list(bundle.tables["entries"]) == exchange.tables["entries"]
    assert header.counts == {
        "receptions": 2, "matters": 2, "people": 1, "figures": 1, "entries": 2, "withheld": 3,
    }  # fmt: skip


def test_the_text_of_a_sealed_matter_stays_at_home(exchange):
    data, header = exchange.write()
    plain = opened_plain(exchange.county.keys, data)
    bundle = read(exchange, data)
    assert header.withheld == ("matters.title", "receptions.request", "receptions.text")
    assert bundle.tables["matters"][1]["title"] == ""
    assert bundle.tables["receptions"][1]["text"] == ""
    assert bundle.tables["receptions"][1]["channel"] == "letter"
    everything = b"".join(unpacked(bundle).values())
    for secret in ("不得外传的内容", "反映某干部问题", "请查处"):
        assert secret.encode() not in everything
        assert secret.encode() not in plain


def test_attachments_travel_under_their_hash(exchange):
    data, _ = write_bundle(
        exchange.header,
        {},
        exchange.township.keys,
        [exchange.county.keys.public],
        [[b"pic", b"ture"], [b"scan"]],
    )
    files = read(exchange, data).attachments
    assert sorted(b"".join(file.pieces()) for file in files.values()) == [b"picture", b"scan"]
    assert all(hashlib.sha256(b"".join(file.pieces())).hexdigest() == name for name, file in files.items())


def test_counts_that_do_not_fit_the_tables_are_refused(exchange, monkeypatch):
    monkeypatch.setattr(bundles, "_counted", lambda name, rows, counts: rows)
    with pytest.raises(BundleError, match="不完整或已损坏"):
        read(exchange, exchange.write()[0])


def test_a_good_envelope_around_a_hostile_zip_is_refused(exchange):
    for content in (b"", b"zip", write_zip({}), write_zip({"bagit.txt": b"x"})):
        data, _ = sealed(exchange.header, content, exchange.township.keys, [exchange.county.keys.public])
        with pytest.raises(BundleError, match="不完整或已损坏"):
            read(exchange, data)


def test_an_empty_month_is_a_bundle_too(exchange):
    tables = {name: [] for name in exchange.tables}
    found = read(exchange, exchange.write(tables)[0]).tables
    assert {name: list(rows) for name, rows in found.items()} == tables


def laid_out(exchange, folder):
    data, _ = write_bundle(
        exchange.header,
        exchange.tables,
        exchange.township.keys,
        [exchange.county.keys.public],
        [[b"picture"]],
    )
    for name, content in unpacked(read(exchange, data)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def run(*command):
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


@pytest.mark.skipif(not shutil.which("age"), reason="the public age tool is not installed")
def test_the_public_age_tool_opens_a_bundle(exchange, bundle, tmp_path):
    key, sealed = tmp_path / "key.txt", tmp_path / "bundle.xfb"
    key.write_text(exchange.county.keys.age_identity + "\n")
    sealed.write_bytes(bundle)
    result = run("age", "-d", "-i", str(key), str(sealed))
    line, _, rest = result.stdout.split(b"\n", 2)
    assert json.loads(line)["from"]["name"] == "青山镇信访工作办公室"
    assert rest.startswith(b"PK\x03\x04")


def test_the_public_bagit_tool_finds_the_bag_valid(exchange, tmp_path):
    pytest.importorskip("bagit")
    folder = laid_out(exchange, tmp_path / "bag")
    result = run(sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(folder))
    assert result.returncode == 0, result.stderr
    (folder / "data" / "matters.csv").write_bytes(b"changed")
    assert run(sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(folder)).returncode != 0


def test_the_public_frictionless_tool_finds_the_tables_valid(exchange, tmp_path):
    tool = Path(sys.executable).with_name("frictionless")
    if not tool.exists():
        pytest.skip("frictionless is not installed")
    folder = laid_out(exchange, tmp_path / "bag")
    result = run(str(tool), "validate", str(folder / "data" / "datapackage.json"))
    assert result.returncode == 0, result.stdout.decode()
