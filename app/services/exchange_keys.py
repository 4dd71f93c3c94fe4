"""Who we are to the county and who it is to us: keys, enrolments, and the lives of this register.

A register that was restored or copied to another PC must not go on under the numbers that the other
one has used: the county would see one number with two contents. So before anything is written
this PC looks for signs of it and begins a new life (期次) by itself; the next bundle then carries
everything, and nothing has to be explained to anybody.
"""

import hashlib
import json
import platform
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.entries import Draft
from app.core.exchange import EPOCH_STEP, begin_epoch
from app.db import bundles
from app.db.bundles import Epoch
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.errors import BundleError, NotAllowed
from app.exchange.enrolment import Enrolment, read_enrolment, write_enrolment
from app.exchange.identities import OfficeKeys, PublicKeys, generate, read_public
from app.exchange.practice import refuse_other
from app.services.register import Register

COUNTY = "county"
_KEYS, _EPOCH, _HOME = "office_keys", "epoch", "home"
_ELSEWHERE = "数据换了位置或电脑，或者从备份恢复"
_BEHIND = "发件箱里有比登记库更新的报送包，登记库是从较早的备份恢复的"


class ExchangeKeys:
    """The keys of both sides and the running life."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def make(self) -> None:
        """Make the office's keys and the epoch of this register's life, once, at set-up."""
        store = self._register.store
        if bundles.secret(store, _KEYS):
            return
        with store.writing():
            bundles.keep_secret(store, _KEYS, json.dumps(generate().to_dict()))
            bundles.keep_secret(store, _EPOCH, secrets.token_hex(8))
            bundles.keep_secret(store, _HOME, self._home())
        durable_replace(self.enrolment_path(), self.enrolment())

    def own(self) -> OfficeKeys:
        stored = bundles.secret(self._register.store, _KEYS)
        if stored is None:
            raise BundleError("本机还没有报送密钥，没有改动；请重新建立机构或从备份恢复。")
        return OfficeKeys.from_dict(json.loads(stored))

    def epoch(self) -> Epoch:
        return bundles.current_epoch(self._register.store)

    def settle_life(self) -> str:
        """Begin a new life if this PC shows signs of a restore; why, or nothing."""
        store, reason = self._register.store, self._sign()
        if reason:
            self.begin_life(reason)
        if bundles.secret(store, _HOME) != self._home():
            with store.writing():
                bundles.keep_secret(store, _HOME, self._home())
        return reason

    def begin_life(self, reason: str) -> Epoch:
        """The register was restored or goes on elsewhere: from now on its bundles count anew."""
        floor = self.epoch().floor + EPOCH_STEP
        self._register.record(begin_epoch(secrets.token_hex(8), floor, reason, self._register.today()))
        return self.epoch()

    def outbox(self) -> Path:
        """Every bundle that was ever written, encrypted as it went."""
        folder = self._register.folder / "outbox"
        make_folder(folder)
        return folder

    def enrolment(self) -> bytes:
        """The file that introduces this office to the county."""
        office = self._register.office()
        return write_enrolment(
            "township", office.code, office.name, self.own(), self.epoch().epoch, practice=office.practice
        )

    def enrolment_path(self) -> Path:
        """Where that file lies, ready to be copied to a stick."""
        folder = self._register.folder / "enrolment"
        make_folder(folder)
        return folder / f"township-{self._register.office().code}.xfe"

    def enrol_county(self, content: bytes, check: str = "") -> Enrolment:
        """Take in the county's enrolment; it counts as verified only with the thirty digits of its paper."""
        enrolment = read_enrolment(content)
        if enrolment.role != COUNTY:
            raise BundleError("这是乡镇的登记文件，不是县局的；没有登记，请向县信访局索取县局登记文件。")
        refuse_other(theirs=enrolment.practice, ours=self._register.office().practice)
        digits = "".join(char for char in check if char.isdigit())
        if digits and digits != enrolment.check_number:
            raise BundleError("校验码与纸质登记表不一致，没有登记；请逐组核对，仍不一致请电话联系县信访局。")
        payload = {
            "role": COUNTY, "code": enrolment.code, "name": enrolment.name, "age": enrolment.public.age_recipient,
            "ed25519": enrolment.public.ed25519, "key_id": enrolment.public.key_id, "verified": bool(digits),
        }  # fmt: skip
        self._register.record(
            Draft("peer_enrolled", f"peer:{enrolment.code}", self._register.today(), payload)
        )
        return enrolment

    def county(self) -> Mapping[str, Any]:
        """The county as it is enrolled here; raises if it is not."""
        county = bundles.peer(self._register.store, COUNTY)
        if county is None:
            raise NotAllowed(
                "还没有登记县信访局的公钥，不能加密报送",
                way_out="请先接收县局的登记文件（county-….xfe），再导出",
            )
        return county

    def enrolled(self, code: str, key_id: str) -> PublicKeys | None:
        """The keys to check a file from above with."""
        county = bundles.peer(self._register.store, COUNTY)
        if county is None or (county["code"], county["key_id"]) != (code, key_id):
            return None
        return read_public(county["age"], county["ed25519"])

    def _sign(self) -> str:
        home = bundles.secret(self._register.store, _HOME)
        if home and home != self._home() and bundles.sent(self._register.store):
            return _ELSEWHERE
        return _BEHIND if self._is_behind() else ""

    def _is_behind(self) -> bool:
        """Whether the outbox holds a number of this life that the register has not given out."""
        epoch = self.epoch().epoch
        last = bundles.last_sent(self._register.store, epoch)
        name = re.compile(rf"{self._register.office().code}-.*-{epoch[:4]}-([0-9]{{4,}})\.xfb")
        with file_errors(self.outbox()):
            found = [name.fullmatch(path.name) for path in self.outbox().iterdir()]
        return any(int(one[1]) > (last.sequence if last else 0) for one in found if one)

    def _home(self) -> str:
        """This folder on this PC, as a hash: enough to notice that it is another."""
        place = f"{platform.node()}\n{self._register.folder.resolve()}"
        return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:32]
