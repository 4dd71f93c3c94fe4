"""The office's own words for its papers: every version is kept, one of them is in use (law.md §7)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.entries import Draft
from app.core.forms import Form
from app.core.wording import Wording
from app.core.wording_reading import parse_wording
from app.errors import PaperError, ValidationError

WORDINGS = "wordings"
"""The subject of every entry about wordings."""
SHIPPED, OFFICE, COUNTY = "shipped", "office", "county"
ORIGINS = {SHIPPED: "随程序提供", OFFICE: "本机关修改", COUNTY: "县局下发"}
LONGEST = 40_000


@dataclass(frozen=True)
class WordingVersion:
    """One version of a form's words as the register keeps it."""

    form: str
    digest: str
    source: str
    origin: str
    note: str
    kept_on: date
    in_use: bool = False


def digest(source: str) -> str:
    """What a version is known by: it never changes and two equal texts are one version."""
    return hashlib.sha256(source.encode()).hexdigest()


def keep_wording(form: Form, source: str, origin: str, on: date, note: str = "") -> Draft:
    """The register keeps this text, so that papers made with it can be printed again for ever."""
    payload = {"form": form.id, "digest": digest(source), "source": source, "origin": origin, "note": note}
    return Draft("wording_kept", WORDINGS, on, payload)


def choose_wording(form: Form, version: str, on: date) -> Draft:
    """From now on the form is printed with this version; an empty one means the shipped words."""
    return Draft("wording_chosen", WORDINGS, on, {"form": form.id, "digest": version})


def check_wording(form: Form, source: str, known: Iterable[str], rows: Iterable[str] = ()) -> Wording:
    """Read a text an office wrote. ValidationError says which place this form cannot fill."""
    if len(source) > LONGEST:
        raise ValidationError({"source": f"模板太长（超过{LONGEST}字），没有保存"})
    try:
        wording = parse_wording(source)
    except PaperError as error:
        raise ValidationError({"source": str(error)}) from error
    strange = sorted(wording.places - set(known)) + sorted(wording.row_places - set(rows))
    if strange:
        raise ValidationError(
            {"source": f"“{{{strange[0]}}}”不是{form.title}可用的内容，没有保存；请从“可用的内容”里选"}
        )
    return wording
