import random
import time
from dataclasses import replace

import pytest

from app.core.canonical import canonical
from app.errors import BundleError
from app.exchange import envelope
from app.exchange.envelope import open_envelope
from app.exchange.identities import generate
from tests.exchange.zips import encrypt, opened_plain, sealed


def refused(exchange, data, match):
    with pytest.raises(BundleError, match=match):
        open_envelope(data, exchange.county.keys, exchange.enrolled)


def inner(exchange, data):
    return opened_plain(exchange.county.keys, data)


def test_a_sealed_bundle_opens_for_its_receiver(exchange):
    data, header = sealed(exchange.header, b"zip", exchange.township.keys, [exchange.county.keys.public])
    opened = open_envelope(data, exchange.county.keys, exchange.enrolled)
    assert (opened.header, b"".join(opened.zip_pieces())) == (header, b"zip")
    assert opened.header.hash == header.hash


def test_the_sender_can_still_decrypt_what_it_sent(exchange, bundle):
    assert opened_plain(exchange.township.keys, bundle) == inner(exchange, bundle)


def test_sealing_again_gives_another_file_but_the_same_bundle(exchange, bundle):
    again, header = exchange.write()
    assert again != bundle
    assert open_envelope(bundle, exchange.county.keys, exchange.enrolled).header.hash == header.hash


def test_a_stranger_cannot_open_it(exchange, bundle):
    with pytest.raises(BundleError, match="不是发给本单位的"):
        open_envelope(bundle, exchange.stranger.keys, exchange.enrolled)


def test_a_bundle_for_another_office_passed_on_to_us_is_refused(exchange):
    data, _ = exchange.write(
        receiver=exchange.stranger.party,
        recipients=(exchange.stranger.keys.public, exchange.county.keys.public),
    )
    refused(exchange, data, "不是发给本单位的")


def test_a_bundle_encrypted_anew_to_us_still_names_its_receiver(exchange):
    data, _ = exchange.write(receiver=exchange.stranger.party, recipients=(exchange.stranger.keys.public,))
    forwarded = encrypt(opened_plain(exchange.stranger.keys, data), (exchange.county.keys.public,))
    refused(exchange, forwarded, "不是发给本单位的")


def test_an_office_that_is_not_enrolled_is_refused(exchange):
    data, _ = exchange.write(sender=exchange.stranger.party, keys=exchange.stranger.keys)
    refused(exchange, data, "未登记")


def test_a_new_key_of_a_known_office_is_refused(exchange):
    keys = generate()
    party = replace(exchange.township.party, key_id=keys.key_id)
    refused(exchange, exchange.write(sender=party, keys=keys)[0], "未登记")


def test_a_bundle_forged_in_a_townships_name_is_refused(exchange):
    refused(exchange, exchange.write(keys=exchange.stranger.keys)[0], "签名不符")


def test_a_changed_sender_name_breaks_the_signature(exchange, bundle):
    changed = inner(exchange, bundle).replace("青山镇".encode(), "白水镇".encode(), 1)
    refused(exchange, encrypt(changed, (exchange.county.keys.public,)), "签名不符")


def test_a_signature_cut_out_or_spelled_differently_is_refused(exchange, bundle):
    line, signature, rest = inner(exchange, bundle).split(b"\n", 2)
    for other in (b"", b"A" * 88, signature[:-3] + b"B==", signature[:-1], signature + b"="):
        data = encrypt(b"\n".join((line, other, rest)), (exchange.county.keys.public,))
        refused(exchange, data, "不完整或已损坏|签名不符")


def test_another_zip_behind_a_good_signature_is_refused(exchange, bundle):
    line, signature, rest = inner(exchange, bundle).split(b"\n", 2)
    for other in (b"", rest[:-1], rest + b"\0", rest[::-1]):
        refused(
            exchange, encrypt(b"\n".join((line, signature, other)), (exchange.county.keys.public,)), "不完整"
        )


def test_a_newer_bundle_says_to_upgrade(exchange):
    refused(exchange, exchange.write(min_reader=2)[0], "请先升级本机程序")


def test_a_forged_bundle_does_not_get_as_far_as_its_version(exchange):
    refused(exchange, exchange.write(min_reader=2, keys=exchange.stranger.keys)[0], "签名不符")


def test_a_signed_header_with_nonsense_inside_is_refused(exchange):
    keys, everyone = exchange.township.keys, (exchange.county.keys.public,)
    lines = [
        canonical({"format": "xfb-1"}),
        canonical({"format": "xfb-1", "from": {"code": "999999101000", "name": "x", "key_id": keys.key_id}}),
        b"{}",
        b"[" * 50_000,
        b'{"format":"xfb-1","format":"xfb-1"}',
        b"\xff",
        b"",
        b"x" * (2 << 20),
    ]
    for line in lines:
        signature = envelope.base64.b64encode(keys.sign(b"xfb-1\n" + line))
        refused(exchange, encrypt(b"\n".join((line, signature, b"zip")), everyone), "不完整或已损坏")


def test_a_file_too_large_is_not_decrypted(exchange, bundle, monkeypatch):
    monkeypatch.setattr(envelope, "_LARGEST_FILE", len(bundle) - 1)
    refused(exchange, bundle, "文件过大")
    monkeypatch.setattr(envelope, "MOST_BYTES", 2)
    with pytest.raises(BundleError, match="文件过大"):
        sealed(exchange.header, b"zip", exchange.township.keys, [])


@pytest.mark.parametrize("data", [b"", b"age-encryption.org/v1\n", b"PK\x03\x04", b"\0" * 5_000])
def test_other_files_are_refused(exchange, data):
    refused(exchange, data, "不完整或已损坏")


def test_no_truncation_is_accepted(exchange, bundle):
    lengths = {*range(300), *range(300, len(bundle), 41), *range(len(bundle) - 40, len(bundle))}
    for length in sorted(lengths):
        refused(exchange, bundle[:length], "不完整或已损坏")


def test_no_flipped_bit_is_accepted_and_none_takes_long(exchange, bundle):
    chance = random.Random(7)
    slowest = 0.0
    for turn in range(1_000):
        broken = bytearray(bundle)
        broken[chance.randrange(300 if turn % 3 == 0 else len(bundle))] ^= 1 << chance.randrange(8)
        start = time.perf_counter()
        refused(exchange, bytes(broken), "不完整或已损坏|不是发给本单位的")
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 2


def test_no_flipped_bit_inside_the_encryption_is_accepted(exchange, bundle):
    """A forger who has our public key can encrypt anything to us."""
    chance = random.Random(8)
    plain = inner(exchange, bundle)
    signed = plain.index(b"PK\x03\x04")
    for turn in range(500):
        broken = bytearray(plain)
        broken[chance.randrange(signed if turn % 2 else len(plain))] ^= 1 << chance.randrange(8)
        data = encrypt(bytes(broken), (exchange.county.keys.public,))
        refused(exchange, data, "不完整或已损坏|签名不符|未登记|请先升级")
