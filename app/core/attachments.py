"""Attachments (附件): what may be kept with a matter, under which name, and what its entries mean.

An attachment is bytes, named by the SHA-256 of their content; the entry says what they are to the
office. Taking one off the list needs a reason and only hides it: nothing is deleted.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.core.entries import Draft, Entry
from app.core.matters import Matter
from app.errors import NotAllowed, NotFound, ValidationError

MATERIAL, SCAN, REPLY, PHOTO, OTHER = "material", "scan", "reply", "photo", "other"
KINDS: Mapping[str, str] = {
    MATERIAL: "信访材料", SCAN: "扫描件", REPLY: "办理答复材料", PHOTO: "照片", OTHER: "其他",
}  # fmt: skip
PICTURES = frozenset({"jpg", "jpeg", "png", "bmp", "gif", "webp"})
LARGEST = 200 * 1024 * 1024
LONGEST_NAME = 120  # characters
LONGEST_FILE_NAME = 240  # bytes; Linux takes 255, and a copy needs room for a number

# What the system would run, or follow elsewhere, when it is opened.
_PROGRAMS = frozenset(
    ["apk", "app", "appimage", "application", "appref-ms", "bat", "bin", "chm", "cmd", "com", "cpl", "dll", "exe", "gadget", "hta", "inf", "ins", "iso", "jar", "jnlp", "js", "jse", "lib", "msc", "msi", "msp", "mst", "pif", "pl", "ps1", "psm1", "py", "pyc", "pyw", "reg", "run", "scf", "scr", "settingcontent-ms", "sh", "so", "sys", "vb", "vbe", "vbs", "vhd", "vhdx", "wsc", "wsf", "wsh"]
)  # fmt: skip
_SHORTCUTS = frozenset({"desktop", "lnk", "url", "webloc", "library-ms", "search-ms"})
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names of devices on Windows
_UNFIT = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNNAMED = "附件"


@dataclass(frozen=True)
class Attachment:
    """One file kept with a matter. `removed_on` is the day it was taken off the list, with its `reason`."""

    id: str
    matter_id: str
    reception_id: str
    sha256: str
    size: int
    name: str
    kind: str
    note: str
    added_on: date
    removed_on: date | None = None
    reason: str = ""

    def is_picture(self) -> bool:
        return is_picture(self.name)


def suffix(name: str) -> str:
    """The last part of a file name, in small letters, without its dot; empty for none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def is_picture(name: str) -> bool:
    """Whether the name is that of a picture the window can show."""
    return suffix(name) in PICTURES


def usual_kind(name: str) -> str:
    """What a file is taken for if the clerk does not say."""
    return PHOTO if is_picture(name) else MATERIAL


def tidy_name(name: str) -> str:
    """A name without path, control characters or reversed writing, fit for every system (≤ 120 characters)."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _INVISIBLE)
    fit = " ".join(seen.translate(_UNFIT).split()).strip(". ")
    if _RESERVED.match(fit):
        fit = f"_{fit}"
    return _shortened(fit or _UNNAMED)


def _shortened(name: str) -> str:
    """The end of a long name goes, its suffix stays."""
    last = suffix(name)
    tail = f".{name.rpartition('.')[2]}" if 0 < len(last) <= 16 else ""
    stem = name[: len(name) - len(tail)]
    while len(stem + tail) > LONGEST_NAME or len((stem + tail).encode()) > LONGEST_FILE_NAME:
        stem = stem[:-1]
    return stem.rstrip(". ") + tail


def spoken_size(size: int) -> str:
    """A size as people say it: 820 字节, 35 KB, 2.3 MB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def check_file(name: str, size: int) -> None:
    """Whether a file may be kept at all; raises `ValidationError` with the sentence under `file`."""
    tidy = tidy_name(name)
    if suffix(tidy) in _PROGRAMS:
        raise _refused(
            f"“{tidy}”是程序或脚本，打开可能损坏电脑，没有添加；确需留存内容的，请先存成图片或 PDF。"
        )
    if suffix(tidy) in _SHORTCUTS:
        raise _refused(f"“{tidy}”只是快捷方式，不是文件本身，没有添加；请找到原文件再添加。")
    if size == 0:
        raise _refused(f"“{tidy}”是空文件，没有添加；请核对原文件是否已经保存好。")
    if size > LARGEST:
        most = spoken_size(LARGEST).replace(".0", "")
        raise _refused(f"“{tidy}”有{spoken_size(size)}，超过{most}，没有添加；请压缩，或分成几个文件再添加。")


def _refused(sentence: str) -> ValidationError:
    return ValidationError({"file": sentence})


def add_attachment(matter: Matter, there: Sequence[Attachment], new: Attachment) -> Draft:
    """A file is kept with a matter; `there` is what the matter has already."""
    check_file(new.name, new.size)
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废，不能再添加附件", way_out="请添加到仍在办理的事项")
    if new.kind not in KINDS:
        raise ValidationError({"kind": f"没有“{new.kind}”这种附件；可用：{' '.join(KINDS)}。"})
    if new.reception_id and new.reception_id not in {part.id for part in matter.receptions}:
        raise NotFound(f"{matter.number}没有这一次登记，附件没有添加；请核对后再试。")
    same = [old for old in there if old.sha256 == new.sha256 and not old.removed_on]
    if same:
        raise NotAllowed(f"“{new.name}”和已有的附件“{same[0].name}”内容相同，没有重复添加")
    payload = {
        "attachment_id": new.id, "reception_id": new.reception_id, "sha256": new.sha256, "size": new.size,
        "name": tidy_name(new.name), "kind": new.kind, "note": new.note.strip(),
    }  # fmt: skip
    return Draft("attachment_added", matter.id, new.added_on, payload)


def remove_attachment(attachment: Attachment, reason: str, today: date) -> Draft:
    """Take a file off the matter's list, for a reason; its content and its history stay."""
    if attachment.removed_on:
        raise NotAllowed(f"“{attachment.name}”已经移除")
    if not reason.strip():
        raise ValidationError({"reason": "请写明移除的原因，例如“传错了文件”"})
    payload = {"attachment_id": attachment.id, "reason": reason.strip()}
    return Draft("attachment_removed", attachment.matter_id, today, payload)


def apply_attachment(before: Attachment | None, entry: Entry) -> Attachment:
    """What an entry means for the attachment it names."""
    given = entry.payload
    if entry.kind == "attachment_added":
        return Attachment(
            id=given["attachment_id"], matter_id=entry.subject, reception_id=given["reception_id"],
            sha256=given["sha256"], size=given["size"], name=given["name"], kind=given["kind"], note=given["note"],
            added_on=entry.occurred_on,
        )  # fmt: skip
    if before is None:
        raise ValueError(f"{entry.kind} before attachment_added: {given['attachment_id']}")
    return replace(before, removed_on=entry.occurred_on, reason=given["reason"])


def _added(payload: Mapping[str, Any], _: Mapping[str, str]) -> str:
    note = f"：{payload['note']}" if payload["note"] else ""
    return f"添加附件“{payload['name']}”（{KINDS[payload['kind']]}，{spoken_size(payload['size'])}）{note}"


def _removed(payload: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"移除附件“{names.get(payload['attachment_id'], '')}”：{payload['reason']}"


TELLERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, str]], str]] = {
    "attachment_added": _added,
    "attachment_removed": _removed,
}
