import json

import pytest

from app.core.canonical import canonical
from app.errors import BundleError
from app.exchange.enrolment import qr_text, read_enrolment, write_enrolment
from app.exchange.identities import generate

KEYS = generate()
FILE = write_enrolment("township", "999999101000", "青山镇信访工作办公室", KEYS, "0a1b2c3d")


def test_an_office_introduces_itself():
    enrolment = read_enrolment(FILE)
    assert (enrolment.role, enrolment.code, enrolment.name, enrolment.epoch) == (
        "township", "999999101000", "青山镇信访工作办公室", "0a1b2c3d",
    )  # fmt: skip
    assert enrolment.public == KEYS.public
    assert enrolment.printed_check_number.replace(" ", "") == enrolment.check_number


def test_the_qr_text_is_the_file():
    assert read_enrolment(qr_text(FILE).encode()) == read_enrolment(FILE)
    assert "\n" not in qr_text(FILE)


def changed(**values):
    content = json.loads(FILE) | values
    return canonical(content) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[" * 4000,
        FILE[:-20],
        FILE + FILE,
        FILE.replace(b'"role":', b'"role": '),
        changed(office={"code": "999999102000", "name": "白水镇信访工作办公室"}),
        changed(age=generate().public.age_recipient),
        changed(ed25519=generate().public.ed25519),
        changed(role="province"),
        changed(self_signature="A" * 88),
        changed(self_signature=""),
        changed(format="note"),
        changed(added=1),
        changed(office={"code": "99999910100\u0661", "name": "x"}),
    ],
)
def test_a_changed_or_broken_enrolment_is_refused(data):
    with pytest.raises(BundleError):
        read_enrolment(data)


def test_every_truncation_and_any_flipped_bit_is_refused():
    for length in range(len(FILE) - 1):
        with pytest.raises(BundleError):
            read_enrolment(FILE[:length])
    for position in range(len(FILE) - 1):
        broken = bytearray(FILE)
        broken[position] ^= 1 << position % 7
        with pytest.raises(BundleError):
            read_enrolment(bytes(broken))


def test_a_newer_format_says_to_upgrade():
    with pytest.raises(BundleError, match="请先升级"):
        read_enrolment(changed(format="xfe-2"))
