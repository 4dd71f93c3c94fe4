import pytest

from app.errors import BundleError
from app.exchange.strict_json import read_canonical, read_json


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"1",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":9223372036854775808}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0000"}',
        b'{"a":"\\u202e"}',
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        '{"ａ":1}'.encode(),
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
    ],
)
def test_json_with_two_readings_is_refused(data):
    with pytest.raises(BundleError):
        read_json(data, limit=1 << 20)


def test_a_longer_text_than_allowed_is_not_even_read():
    with pytest.raises(BundleError):
        read_json(b'{"a":"' + b"b" * 100 + b'"}', limit=50)


def test_only_the_canonical_spelling_can_be_signed():
    assert read_canonical(b'{"a":1,"b":[true,null,"x"]}', limit=100)["a"] == 1
    for spelling in (b'{"b":1,"a":1}', b'{"a": 1}', b'{"a":1}\n', b'{"a":"\\u0062"}'):
        with pytest.raises(BundleError):
            read_canonical(spelling, limit=100)
