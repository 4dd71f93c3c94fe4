"""Identity data: ID numbers, credit codes, names, phones, and how they are masked.

A number that does not check is never silently corrected; old 15-digit numbers and address codes
that no longer exist are accepted, because people still carry them (law.md §8).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.errors import ValidationError

State = Literal["ok", "mismatch", "absent", "malformed", "damaged"]
Sex = Literal["male", "female"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}")
_EXCEL_DIGITS = 15  # Excel and WPS keep no more digits of a number

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"  # lone surrogates too: no file can hold them
_DANGEROUS = re.compile(f"[{_CONTROL}{_BIDI}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_DOTS = re.compile(r"(?<=[^\W\d_])\s*[·•・‧●∙⋅．]\s*(?=[^\W\d_])|(?<=[一-鿿㐀-䶿])\.(?=[一-鿿㐀-䶿])")
_PHONE_BREAK = re.compile(r"[、，,；;/／\n]+")
_MOBILE = re.compile(r"(?:\+?86)?(1[0-9]{10})")
_SURNAME = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|"
    "公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|百里|呼延|东郭|南门|西门|."
)


@dataclass(frozen=True)
class IdCheck:
    """What can be said of an identity number.

    `mismatch` may be kept with a reason; `damaged` means a spreadsheet has rounded it and the
    original must be looked at. `sentence` is for the clerk, empty when nothing is wrong.
    """

    normalised: str
    state: State
    sentence: str = ""
    sex: Sex | None = None
    born: date | None = None


def check_id_number(text: str | float | None) -> IdCheck:
    """Check a citizen's number (公民身份号码, GB 11643-1999); never fails on the address code.

    A value that came as a number is taken as a spreadsheet's and judged by what it can hold.
    """
    if isinstance(text, str) or text is None:
        return _check_text(_plain_id(text or ""))
    digits = f"{text:.0f}"
    if len(digits) > _EXCEL_DIGITS:
        return _damaged(digits)
    return _check_text(digits)


def check_credit_code(text: str) -> IdCheck:
    """Check an organisation's 统一社会信用代码 (GB 32100-2015)."""
    code = _plain_id(text)
    if not code:
        return IdCheck("", "absent")
    if len(code) != 18 or not set(code) <= set(_CREDIT_ALPHABET):
        return IdCheck(code, "malformed", "统一社会信用代码应为18位数字或大写字母，请核对后重新输入。")
    total = sum(_CREDIT_ALPHABET.index(sign) * pow(3, n, 31) for n, sign in enumerate(code[:17]))
    if _CREDIT_ALPHABET[-total % 31] != code[17]:
        return IdCheck(code, "mismatch", "统一社会信用代码校验位不符，请对照原件核对。")
    return IdCheck(code, "ok")


def check_digit(front: str) -> str:
    """The eighteenth character that belongs to the first seventeen (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, front, strict=True))
    return _CHECK_DIGITS[total % 11]


def mask_id(number: str) -> str:
    """110***********002X: the first three and the last four stay."""
    return _masked(number, 3, 4)


def mask_phone(phone: str) -> str:
    """138****0000; of several numbers each."""
    return "、".join(_masked(part, 3, 4) for part in phone.split("、"))


def mask_name(name: str) -> str:
    """张某: nothing but the surname leaves the office in publications (个人信息保护法 Art 25)."""
    if name in ("", "匿名"):
        return name
    surname = _SURNAME.match(name)
    return f"{surname[0] if surname else ''}某"


def normalise_name(text: str) -> str:
    """A name as it is stored: NFC, no blanks inside Chinese names, the dot of minority names U+00B7.

    Source of the dot: 民委发〔2016〕33号. Raises `ValidationError` for control or direction
    characters, which make two different names look the same.
    """
    name = unicodedata.normalize("NFC", text)
    if _DANGEROUS.search(name):
        raise ValidationError({"name": "姓名中含有看不见的控制字符，请删去后重新输入姓名。"})
    name = " ".join(_INVISIBLE.sub("", name).split())
    name = _DOTS.sub("·", name)
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", name)


def normalise_phone(text: str) -> str:
    """Phones as they are stored: half-width, mobiles without blanks or +86, several joined by 、."""
    plain = unicodedata.normalize("NFKC", normalise_text(text))
    return "、".join(phone for part in _PHONE_BREAK.split(plain) for phone in _phones(part))


def normalise_text(text: str) -> str:
    """Running text as it is stored: NFC, lines kept, control and direction characters dropped."""
    lined = _LINE_BREAK.sub("\n", text).replace("\t", " ").replace("\ufeff", "")
    return unicodedata.normalize("NFC", _DANGEROUS.sub("", lined)).strip()


def _check_text(number: str) -> IdCheck:
    if not number:
        return IdCheck("", "absent")
    if _SCIENTIFIC.fullmatch(number):
        return _damaged(number)
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return _check_new(number)
    if re.fullmatch(r"[0-9]{15}", number):
        return _with_person(number, "19" + number[6:12], number[14])
    return IdCheck(number, "malformed", "身份证号应为18位（旧号15位），请核对后重新输入。")


def _check_new(number: str) -> IdCheck:
    if check_digit(number[:17]) == number[17]:
        return _with_person(number, number[6:14], number[16])
    if number.endswith("000"):
        return _damaged(number)
    return IdCheck(number, "mismatch", "身份证号校验位不符，请对照证件核对是否有一位录错。")


def _with_person(number: str, born: str, order: str) -> IdCheck:
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return IdCheck(number, "mismatch", "身份证号中的出生日期不存在，请对照证件核对。")
    return IdCheck(number, "ok", sex="male" if int(order) % 2 else "female", born=day)


def _damaged(number: str) -> IdCheck:
    sentence = "身份证号已被Excel舍入，后几位丢失，请对照证件重新填写，并把该列设为文本格式。"
    return IdCheck(number, "damaged", sentence)


def _plain_id(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", normalise_text(text)))
    return re.sub(r"[\s'`\u2018\u2019]", "", plain).upper()


def _masked(text: str, front: int, back: int) -> str:
    if len(text) <= front + back:
        return text[:1] + "*" * (len(text) - 1)
    return text[:front] + "*" * (len(text) - front - back) + text[-back:]


def _phones(part: str) -> list[str]:
    """One number written with blanks, or several numbers between blanks."""
    joined = re.sub(r"[\s()-]", "", part)
    if mobile := _MOBILE.fullmatch(joined):
        return [mobile[1]]
    words = part.split()
    if len(words) > 1 and all(sum(sign.isdigit() for sign in word) >= 7 for word in words):
        return [phone for word in words for phone in _phones(word)]
    return ["".join(re.sub(r"\(([0-9]+)\)", r"\1-", part).split())] if words else []
