import json
from dataclasses import replace

import pytest

from app.core.canonical import canonical
from app.errors import BundleError
from app.exchange.header import parse_header, read_line


def test_a_header_survives_its_own_line(exchange):
    assert parse_header(read_line(exchange.header_with_zip.line)) == exchange.header_with_zip


def test_members_a_newer_sender_added_are_kept(exchange):
    header = replace(exchange.header_with_zip, extra={"stamp": "甲"})
    again = parse_header(read_line(header.line))
    assert again.extra == {"stamp": "甲"}
    assert again.hash == header.hash != exchange.header_with_zip.hash


def test_the_file_name_says_office_month_life_and_order(exchange):
    assert exchange.header.file_name == "999999101000-2026-10-0a1b-0001.xfb"
    assert replace(exchange.header, period=None, kind="full").file_name == "999999101000-full-0a1b-0001.xfb"


def test_the_name_of_what_comes_down_says_for_whom(exchange):
    answer = replace(
        exchange.header, kind="ack", sender=exchange.county.party, receiver=exchange.township.party
    )
    assert answer.file_name == "999999000000-ack-999999101000-0a1b-0001.xfb"


PARTY = {"code": "999999101000", "name": "x", "key_id": "0" * 16}


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "gift"},
        {"kind": 1},
        {"epoch": "XYZ"},
        {"sequence": 0},
        {"sequence": True},
        {"sequence": "1"},
        {"previous": "0"},
        {"from": {**PARTY, "code": "99"}},
        {"from": {**PARTY, "code": "９" * 12}},
        {"from": {**PARTY, "name": ""}},
        {"from": {**PARTY, "name": "一\n二"}},
        {"from": {**PARTY, "added": 1}},
        {"to": None},
        {"journal": {"from_seq": 2, "from_head": "0" * 64, "to_seq": 1, "to_head": "0" * 64}},
        {"journal": {}},
        {"period": {"id": "../x", "start": "2026-10-01", "end": "2026-10-31", "name": "x"}},
        {"period": {"id": "2026-10", "start": "2026-10-32", "end": "2026-10-31", "name": "x"}},
        {"period": {"id": "2026-10", "start": "20261001", "end": "2026-10-31", "name": "x"}},
        {"period": {"id": "2026-10", "start": "2026-11-01", "end": "2026-10-31", "name": "x"}},
        {"base": "some"},
        {"counts": {"matters": -1}},
        {"counts": []},
        {"withheld": "x"},
        {"withheld": ["../x"]},
        {"zip": {"sha256": "0" * 64}},
        {"created_at": "yesterday"},
        {"clock_trusted": 1},
        {"app": ""},
        {"min_reader": 0},
    ],
)
def test_a_header_with_an_impossible_member_is_refused(exchange, changes):
    claims = json.loads(exchange.header_with_zip.line) | changes
    with pytest.raises(BundleError, match="不完整或已损坏"):
        parse_header(claims)


@pytest.mark.parametrize("changes", [{"min_reader": 2}, {"algorithms": {"signature": "sm2"}}])
def test_what_needs_a_newer_program_says_so(exchange, changes):
    claims = json.loads(exchange.header_with_zip.line) | changes
    with pytest.raises(BundleError, match="请先升级本机程序"):
        parse_header(claims)


def test_another_format_is_told_from_a_newer_one(exchange):
    claims = json.loads(exchange.header_with_zip.line)
    with pytest.raises(BundleError, match="请先升级本机程序"):
        read_line(canonical(claims | {"format": "xfb-2"}))
    with pytest.raises(BundleError, match="不完整或已损坏"):
        read_line(canonical(claims | {"format": "zip"}))
