"""The golden set: one bundle for everything that may arrive, with what has to become of it.

Each case builds its files anew from an invented township (`Bench`) and says which states the county's desk must
answer with, in order, and which words stand in the last sentence. `docs/golden_bundles.md` is made from this table
(`python -m tests.county.golden`), so that people who write such files elsewhere can read it too.
"""

import io
import json
import os
import stat
import struct
import sys
import uuid
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.bag import ATTACHMENTS
from app.exchange.bundles import write_bundle_to
from app.exchange.header import Party
from app.exchange.identities import generate
from app.exchange.schemas import content_hash
from tests.exchange.zips import encrypt, opened_plain, read_zip, sealed, write_bag, write_package, write_zip

DAMAGED, LARGE, FORGED, UPGRADE = "不完整或已损坏", "文件过大", "签名不符", "请先升级"
ADDRESS, UNKNOWN, ONCE, CALL = "不是发给本单位的", "未登记", "已经收过", "电话核对"
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Case:
    """One kind of file. `states` are the answers to the files in order, `words` stand in the last sentence."""

    about: str
    build: Callable
    states: Sequence[str]
    words: str = ""
    counts: tuple = ()
    slow: bool = False


class Bench:
    """A township that can write anything, and the folder its files go to."""

    def __init__(self, township, make, paths):
        self.town, self.make, self.paths = township, make, paths

    def export(self, *records, **changes):
        tables = {"matters": list(records) or [self.make.matter()]}
        return self.town.export(self.paths(), tables | changes.pop("tables", {}), **changes)

    def file(self, content):
        path = self.paths()
        path.write_bytes(content)
        return path

    def bytes(self):
        return self.export().read_bytes()

    def to_county(self, plain):
        return self.file(encrypt(plain, (self.town.county.public,)))

    def parts(self):
        """A sound bundle: header line, signature line, zip."""
        return opened_plain(self.town.keys, self.bytes()).split(b"\n", 2)

    def signed(self, zipped, keys=None, **changes):
        """Any bytes as the zip, signed like a real bundle."""
        self.town.sequence += 1
        self.town.happen(2)
        header = self.town.header(**changes)
        return self.file(sealed(header, zipped, keys or self.town.keys, [self.town.county.public])[0])

    def rezipped(self, change):
        """A sound bundle whose zip was changed and signed again; statistics, so that it needs no journal."""
        return self.signed(change(self._zip()), kind="statistics", counts={"matters": 1})

    def repacked(self, change, matters=1):
        """The same for the files of the bag, which gets sound manifests."""
        payload = {
            name: content for name, content in read_zip(self._zip()).items() if name.startswith("data/")
        }
        change(payload)
        return self.signed(write_bag(payload, {}), kind="statistics", counts={"matters": matters})

    def _zip(self):
        return write_package({"matters": [self.make.matter()]})


def _twice(bench):
    path = bench.export()
    return [path, path]


def _sealed_again(bench):
    path = bench.export()
    return [path, bench.to_county(opened_plain(bench.town.keys, path.read_bytes()))]


def _gap(bench, *, filled):
    first, lost = bench.export(), bench.export()
    bench.town.acknowledged = len(bench.town.chain)
    late = bench.export()
    return [first, late, lost] if filled else [first, late]


def _healed(bench):
    first = bench.export()
    bench.export()
    return [first, bench.export()]


def _versions(bench, *changes):
    return [bench.export(bench.make.matter(**change)) for change in changes]


def _poisoned(bench):
    good, bad = bench.make.matter(), bench.make.matter("bad", registered_on="2026-02-30")
    return [bench.export(good, bad)]


def _wide_digits(bench):
    def change(payload):
        text = payload["data/matters.csv"].decode()
        payload["data/matters.csv"] = text.replace(",1,0,", ",１,0,", 1).encode()

    return [bench.repacked(change)]


def _cell(bench, old, new):
    def change(payload):
        payload["data/matters.csv"] = payload["data/matters.csv"].replace(old.encode(), new.encode(), 1)

    return [bench.repacked(change)]


def _package(bench, content):
    return [bench.repacked(lambda payload: payload.update({"data/datapackage.json": content}))]


def _flipped(bench):
    data = bytearray(bench.bytes())
    data[len(data) // 2] ^= 1
    return [bench.file(bytes(data))]


def _half_copied(bench):
    data = bench.bytes()
    return [bench.file(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))]


def _stranger(bench):
    other = bench.make.stranger()
    return [other.export(bench.paths(), {"matters": [bench.make.matter()]})]


def _new_key(bench):
    bench.town.keys = generate()
    return [bench.export()]


def _forged(bench):
    return [bench.signed(write_zip({}), keys=generate())]


def _renamed(bench):
    line, signature, zipped = bench.parts()
    return [
        bench.to_county(
            b"\n".join((line.replace("青山镇".encode(), "白水镇".encode(), 1), signature, zipped))
        )
    ]


def _other_county(bench):
    other = generate()
    return [bench.export(receiver=Party("999998000000", "别县信访局", other.key_id))]


def _not_for_us(bench):
    other = generate().public
    return [bench.file(encrypt(opened_plain(bench.town.keys, bench.bytes()), (other,)))]


def _format(bench, **changes):
    line, _, zipped = bench.parts()
    claims = json.loads(line) | changes
    from app.core.canonical import canonical
    from app.exchange.envelope import base64

    line = canonical(claims)
    signature = base64.b64encode(bench.town.keys.sign(b"xfb-1\n" + line))
    return [bench.to_county(b"\n".join((line, signature, zipped)))]


def _newer_columns(bench):
    row = bench.make.matter()
    names = ["id", "revision", "base_revision", "content_hash", "void", "sealed", "number", "title", "state",
             "registered_on", "colour"]  # fmt: skip
    values = {**row, "base_revision": 0, "void": 0, "colour": "蓝"}
    values["content_hash"] = content_hash({name: str(value) for name, value in values.items()})
    sheet = ",".join(names) + "\r\n" + ",".join(str(values[name]) for name in names) + "\r\n"
    package = {"resources": [{"name": name, "path": f"{name}.csv"} for name in ("matters", "moods")]}
    payload = {
        "data/matters.csv": sheet.encode(), "data/moods.csv": b"id,mood\r\n1,calm\r\n",
        "data/datapackage.json": json.dumps(package).encode(),
    }  # fmt: skip
    return [bench.signed(write_bag(payload, {}), kind="statistics", counts={"matters": 1, "moods": 1})]


def _bomb(_):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/matters.csv", bytes(20_000_000))
    return buffer.getvalue()


def _lying(_):
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(bytes(50_000_000)) + squeezer.flush()
    data = bytearray(write_zip({"data/matters.csv": packed}))
    central = data.rindex(b"PK\x01\x02")
    for base, method, sizes in ((0, 8, 18), (central, 10, 20)):
        struct.pack_into("<H", data, base + method, 8)
        struct.pack_into("<II", data, base + sizes, len(packed), len(packed) * 50)
    return bytes(data)


def _crowd(_):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for number in range(2_001):
            file.writestr(f"{ATTACHMENTS}{number:064x}", b"")
    return buffer.getvalue()


def _overlapping(_):
    data = bytearray(write_zip({"data/a.csv": b"x", "data/b.csv": b"x"}))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 42, 0)
    return bytes(data)


def _named(*names, mode=0o100644):
    def build(_):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as file:
            for name in names:
                info = zipfile.ZipInfo(name)
                info.external_attr, info.create_system = mode << 16, 3
                with warnings.catch_warnings(action="ignore"):
                    file.writestr(info, b"x")
        return buffer.getvalue()

    return build


def _unlisted(data):
    return write_zip(read_zip(data) | {"data/steps.csv": b"id\r\n"})


def _wrong_hash(data):
    return write_zip(read_zip(data) | {"bag-info.txt": b"Bag-Size: 1\n"})


def _forked(bench):
    first = bench.export()
    bench.town.sequence -= 1
    bench.town.previous = ""
    return [first, bench.export(bench.make.matter(title="另一台电脑上的内容"))]


def _restored(bench, *, whole):
    first = bench.export()
    bench.town.epoch, bench.town.sequence, bench.town.previous = "ffff0000ffff", 0, ""
    bench.town.acknowledged = 0 if whole else 1
    return [first, bench.export(bench.make.matter(revision=1_000_001))]


def _two_pcs(bench):
    files = _restored(bench, whole=True)
    bench.town.epoch, bench.town.sequence = "0a1b2c3d", 1
    return [*files, bench.export()]


def _rewritten(bench):
    first = bench.export()
    bench.town.chain = []
    bench.town.happen(4)
    return [first, bench.export()]


def _heavy(bench):
    """200 MB that no zip makes smaller; made piece by piece, as a township does."""
    town, path = bench.town, bench.paths()
    town.sequence += 1
    town.happen(2)
    row = {
        "id": str(uuid.uuid4()), "revision": 1, "sealed": 0, "matter_id": bench.make.same_id("matter"), "size": 50_000_000,
        "name": "录音.wav", "travels": "included",
    }  # fmt: skip
    tables = {"matters": [bench.make.matter()], "attachments": [row], "entries": town.chain}
    contents = ((os.urandom(1_000_000) for _ in range(50)) for _ in range(4))
    with path.open("wb") as file:
        write_bundle_to(file, town.header(), tables, town.keys, (town.county.public,), contents)
    return [path]


def _newcomer(bench):
    """Enrolled, but nobody has compared the digits of its sheet."""
    return [bench.make.newcomer().export(bench.paths(), {"matters": [bench.make.matter()]})]


def _missing_attachment(bench):
    row = {
        "id": str(uuid.uuid4()), "revision": 1, "sealed": 0, "matter_id": bench.make.same_id("matter"), "size": 5,
        "name": "丢失.pdf", "sha256": "ab" * 32, "travels": "missing",
    }  # fmt: skip
    return [bench.export(tables={"attachments": [row]})]


OK = ["accepted"]
NO = ["refused"]
CASES = {
    "normal": Case("一个月的正常报送", lambda b: [b.export()], OK, "已收下1条", (("accepted", 1),)),
    "duplicate": Case("同一个文件交了两次", _twice, ["accepted", "duplicate"], ONCE),
    "sealed-again": Case("同一包重新加密，字节不同", _sealed_again, ["accepted", "duplicate"], ONCE),
    "unverified": Case("登记表印章还没有核对", _newcomer, ["held"], "待核对区"),
    "gap": Case("中间缺一包，内容接不上", lambda b: _gap(b, filled=False), ["accepted", "held"], "补齐后自动处理"),
    "gap-filled": Case("缺的一包后到", lambda b: _gap(b, filled=True), ["accepted", "held", "accepted", "accepted"]),
    "lost-stick": Case("U盘丢了一次，下一包带来全部", _healed, OK * 2, "其中的记录本包已经带来"),
    "update": Case("同一事项的新版", lambda b: _versions(b, {}, {"revision": 2, "title": "改过"}), OK * 2, "", (("accepted", 1),)),
    "conflict": Case("同一版次两种内容", lambda b: _versions(b, {}, {"title": "另一种"}), OK * 2, "需要处理", (("conflict", 1),)),
    "stale": Case("比县局已有的旧", lambda b: _versions(b, {"revision": 3}, {"revision": 2}), OK * 2, "", (("stale", 1),)),
    "voided": Case("作废的事项", lambda b: _versions(b, {}, {"revision": 2, "void": 1}), OK * 2, "", (("voided", 1),)),
    "tombstone": Case("作废以后又来有效的", lambda b: _versions(b, {"void": 1}, {"revision": 2}), OK * 2, "", (("voided", 1),)),
    "poisoned-record": Case("一条记录的日期不对", _poisoned, OK, "1条需要处理", (("accepted", 1), ("rejected", 1))),
    "statistics": Case("仅报统计", lambda b: [b.town.export(b.paths(), {"figures": b.make.figures(letters=1)}, kind="statistics")], OK),
    "missing-attachment": Case("附件丢失，事项照报", _missing_attachment, OK, "", (("accepted", 2),)),
    "heavy": Case("附件200MB", _heavy, OK, "", (("accepted", 2),), slow=True),
    "clock-1970": Case("电脑时间是1970年", lambda b: [b.export(created_at="1970-01-01T00:00:00+08:00")], OK),
    "clock-2099": Case("电脑时间是2099年", lambda b: [b.export(created_at="2099-12-31T23:59:59+08:00")], OK),
    "formula": Case("内容以等号开头", lambda b: [b.export(b.make.matter(title="=cmd|'/c calc'!A1"))], OK),
    "markup": Case("内容是网页标记", lambda b: [b.export(b.make.matter(title="<img src=//host/x>&amp;"))], OK),
    "newer-columns": Case("新版多出的列和表", _newer_columns, OK, "", (("accepted", 1),)),
    "newer-format": Case("以后的格式", lambda b: _format(b, format="xfb-2"), NO, UPGRADE),
    "newer-reader": Case("需要更新的程序", lambda b: _format(b, min_reader=2), NO, UPGRADE),
    "newer-algorithm": Case("不认得的算法", lambda b: _format(b, algorithms={"signature": "sm2", "hash": "sm3", "encryption": "sm4"}), NO, UPGRADE),
    "older-format": Case("不是本格式的头", lambda b: _format(b, format="XFB0"), NO, DAMAGED),
    "truncated": Case("文件截断", lambda b: [b.file(b.bytes()[:-1])], NO, DAMAGED),
    "half-copied": Case("拷了一半，后面是零", _half_copied, NO, DAMAGED),
    "flipped": Case("翻了一位", _flipped, NO, DAMAGED),
    "empty": Case("空文件", lambda b: [b.file(b"")], NO, DAMAGED),
    "another-file": Case("别的文件改了名", lambda b: [b.file(b"PK\x03\x04" + bytes(500))], NO, DAMAGED),
    "enrolment-file": Case("把登记表当报送包", lambda b: [b.file(b.town.enrolment)], NO, DAMAGED),
    "wrong-township": Case("没有登记的乡镇", _stranger, NO, UNKNOWN),
    "wrong-key": Case("换了密钥，没有重新登记", _new_key, NO, UNKNOWN),
    "forged": Case("冒充乡镇的签名", _forged, NO, FORGED),
    "renamed": Case("签名以后改了单位名称", _renamed, NO, FORGED),
    "another-county": Case("写给别的县局，又加密给我们", _other_county, NO, ADDRESS),
    "practice": Case("练习机构的报送包", lambda b: [b.export(extra={"practice": True})], NO, "正式的机构不与练习往来"),
    "not-for-us": Case("不是加密给我们的", _not_for_us, NO, ADDRESS),
    "downward": Case("下行文件交上来", lambda b: [b.town.export(b.paths(), kind="ack")], NO, "不是乡镇的报送包"),
    "ratio-bomb": Case("压缩炸弹", lambda b: [b.rezipped(_bomb)], NO, LARGE),
    "lying-bomb": Case("谎报大小的炸弹", lambda b: [b.rezipped(_lying)], NO, DAMAGED),
    "too-many-files": Case("两千零一个文件", lambda b: [b.rezipped(_crowd)], NO, LARGE),
    "overlap": Case("两个文件占同一段字节", lambda b: [b.rezipped(_overlapping)], NO, DAMAGED),
    "duplicate-names": Case("两个文件同名", lambda b: [b.rezipped(_named("data/a.csv", "data/a.csv"))], NO, DAMAGED),
    "device-name": Case("Windows设备名", lambda b: [b.rezipped(_named("data/con.csv"))], NO, DAMAGED),
    "path-escape": Case("路径跑出文件夹", lambda b: [b.rezipped(_named("../data/a.csv"))], NO, DAMAGED),
    "symlink": Case("符号链接", lambda b: [b.rezipped(_named("data/a.csv", mode=stat.S_IFLNK | 0o777))], NO, DAMAGED),
    "hidden-tail": Case("压缩包后面藏了东西", lambda b: [b.rezipped(lambda data: data + b"\0")], NO, DAMAGED),
    "unlisted-file": Case("清单里没有的文件", lambda b: [b.rezipped(_unlisted)], NO, DAMAGED),
    "changed-file": Case("与清单校验值不符", lambda b: [b.rezipped(_wrong_hash)], NO, DAMAGED),
    "deep-json": Case("嵌套十万层的说明", lambda b: _package(b, b"[" * 100_000), NO, DAMAGED),
    "double-keys": Case("说明里同名两次", lambda b: _package(b, b'{"resources":[],"resources":[]}'), NO, DAMAGED),
    "not-a-number": Case("说明里有NaN", lambda b: _package(b, b'{"resources":[{"name":NaN}]}'), NO, DAMAGED),
    "direction-mark": Case("改变显示方向的字符", lambda b: _cell(b, "补偿款", "补\u202e偿款"), NO, DAMAGED),
    "nul": Case("文字里有零字节", lambda b: _cell(b, "补偿款", "补\0偿款"), NO, DAMAGED),
    "open-quote": Case("引号没有合上", lambda b: _cell(b, "补偿款", '"补偿款'), NO, DAMAGED),
    "wide-digits": Case("全角数字的版次", _wide_digits, OK, "1条需要处理", (("rejected", 1),)),
    "counts": Case("条数与头里的不符", lambda b: [b.repacked(lambda _: None, 9)], NO, DAMAGED),
    "fork": Case("同一序号两个内容", _forked, ["accepted", "refused"], CALL),
    "restored": Case("恢复备份后的全量", lambda b: _restored(b, whole=True), OK * 2, "按全量包核对", (("accepted", 1),)),
    "restored-part": Case("恢复备份后只报一部分", lambda b: _restored(b, whole=False), ["accepted", "refused"], "全量包"),
    "two-pcs": Case("恢复以后旧电脑还在报", _two_pcs, [*OK * 2, "refused"], "恢复备份之前"),
    "rewritten-journal": Case("记录链被改写", _rewritten, ["accepted", "refused"], CALL),
}  # fmt: skip


def table():
    """The cases as a table for the documents."""
    lines = ["| case | 文件 | answers | 说明里的话 |", "|---|---|---|---|"]
    lines += [
        f"| `{name}` | {case.about} | {' · '.join(case.states)}{_counted(case)} | {case.words or '—'} |"
        for name, case in CASES.items()
    ]
    return "\n".join(lines) + "\n"


def _counted(case):
    return f"（{'，'.join(f'{word} {number}' for word, number in case.counts)}）" if case.counts else ""


if __name__ == "__main__":
    sys.stdout.write(table())
