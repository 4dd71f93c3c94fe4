import pytest

from app.errors import BundleError
from app.exchange.identities import (
    OfficeKeys,
    PublicKeys,
    check_number,
    generate,
    printed,
    read_public,
)
from tests.exchange.zips import encrypt, opened_plain

FIXED = OfficeKeys("AGE-SECRET-KEY-1YN9EP4WCN50XPU4JEDR4PLDKUJKFVE7HX6JW82TVLJ8Z6ZM5WJCSA68HYU", "11" * 32)


def test_keys_survive_being_stored():
    keys = generate()
    assert OfficeKeys.from_dict(keys.to_dict()) == keys


def test_private_keys_never_stand_in_a_repr():
    text = repr(FIXED)
    assert FIXED.age_identity not in text
    assert FIXED.ed25519_seed not in text


def test_a_signature_holds_for_its_message_and_key_alone():
    signature = FIXED.sign("十月报送包".encode())
    assert FIXED.public.verifies("十月报送包".encode(), signature)
    assert not FIXED.public.verifies("九月报送包".encode(), signature)
    assert not generate().public.verifies("十月报送包".encode(), signature)
    assert not FIXED.public.verifies("十月报送包".encode(), b"short")


def test_only_a_recipient_can_decrypt():
    mine, other = generate(), generate()
    sealed = encrypt(b"content", (mine.public,))
    assert opened_plain(mine, sealed) == b"content"
    with pytest.raises(BundleError, match="不是发给本单位的"):
        opened_plain(other, sealed)


def test_the_check_number_never_changes_from_one_version_to_the_next():
    assert printed(check_number("999999101000", FIXED.public)) == "92110 75959 07220 24946 16022 31890"
    assert FIXED.key_id == "ce7a221aa7414cac"


def test_the_check_number_depends_on_office_and_on_both_keys():
    other = generate().public
    numbers = {
        check_number("999999101000", FIXED.public),
        check_number("999999102000", FIXED.public),
        check_number("999999101000", PublicKeys(other.age_recipient, FIXED.public.ed25519)),
        check_number("999999101000", PublicKeys(FIXED.public.age_recipient, other.ed25519)),
    }
    assert len(numbers) == 4
    assert all(len(number) == 30 and number.isdigit() for number in numbers)


@pytest.mark.parametrize(
    ("age", "ed25519"),
    [
        (None, "11" * 32),
        ("age1" + "q" * 58, "11" * 32),
        (FIXED.age_identity, "11" * 32),
        (FIXED.public.age_recipient, "11" * 31),
        (FIXED.public.age_recipient, "GG" * 32),
        (FIXED.public.age_recipient.upper(), "11" * 32),
    ],
)
def test_what_is_no_public_key_is_refused(age, ed25519):
    with pytest.raises(BundleError):
        read_public(age, ed25519)
