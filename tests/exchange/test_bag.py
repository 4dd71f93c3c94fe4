import hashlib

import pytest

from app.errors import BundleError
from app.exchange.bag import ATTACHMENTS
from tests.exchange.zips import check, read_zip, write_bag, write_zip

PICTURE = b"\x89PNG picture"
PAYLOAD = {
    "data/datapackage.json": b'{"resources":[{"name":"extra","path":"extra.csv"}]}\n',
    "data/extra.csv": b"id\r\n",
    ATTACHMENTS + hashlib.sha256(PICTURE).hexdigest(): PICTURE,
}
BAG = write_bag(PAYLOAD, {"Source-Organization": "青山镇信访工作办公室"})


def test_the_payload_comes_back():
    check(BAG)
    files = read_zip(BAG)
    assert {name: files[name] for name in PAYLOAD} == PAYLOAD
    assert f"Payload-Oxum: {sum(map(len, PAYLOAD.values()))}.3\n" in files["bag-info.txt"].decode()


def rewritten(change):
    files = read_zip(BAG)
    change(files)
    return write_zip(files)


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.pop("bagit.txt"),
        lambda files: files.pop("bag-info.txt"),
        lambda files: files.pop("manifest-sha256.txt"),
        lambda files: files.pop("tagmanifest-sha256.txt"),
        lambda files: files.pop("data/extra.csv"),
        lambda files: files.update({"data/steps.csv": b"id\r\n"}),
        lambda files: files.update({"data/extra.csv": b"ID\r\n"}),
        lambda files: files.update({"bag-info.txt": b""}),
        lambda files: files.update({"bagit.txt": b"BagIt-Version: 2.0\n"}),
        lambda files: files.update({"manifest-sha256.txt": files["manifest-sha256.txt"] * 2}),
        lambda files: files.update({"tagmanifest-sha256.txt": b"\xff"}),
        lambda files: files.update({"tagmanifest-sha256.txt": b"0" * 2_000_000}),
    ],
)
def test_a_bag_with_anything_missing_added_or_changed_is_refused(change):
    with pytest.raises(BundleError):
        check(rewritten(change))


def test_an_attachment_under_another_name_is_refused():
    with pytest.raises(BundleError):
        check(write_bag(PAYLOAD | {ATTACHMENTS + "0" * 64: b"x"}, {}))
