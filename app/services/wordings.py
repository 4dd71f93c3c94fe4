"""Wordings (文书模板): the office's own words for its papers, every version kept, one in use."""

from dataclasses import dataclass
from functools import lru_cache

from app.core.forms import FORMS, Form, form_called
from app.core.wording import Wording
from app.core.wording_reading import parse_wording
from app.core.wordings import (
    OFFICE,
    SHIPPED,
    WordingVersion,
    check_wording,
    choose_wording,
    digest,
    keep_wording,
)
from app.db import wordings as rows
from app.errors import NotFound
from app.paper.templates import shipped_source
from app.services.filling.sample import places_of, row_places_of
from app.services.register import Register, Write


@dataclass(frozen=True)
class Words:
    """The words a paper is made with, and the version they are."""

    wording: Wording
    digest: str
    source: str


class Wordings:
    """Reading and changing the words of the forms."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def in_use(self, form: Form) -> Words:
        """The words the form is printed with now: the office's version, else the shipped one."""
        chosen = rows.in_use(self._register.store, form.id)
        return _words(chosen.source if chosen else shipped_source(form.id))

    def of_version(self, form: Form, version: str) -> Words:
        """The words a paper was made with; what the register does not know is refused, never guessed."""
        if not version:
            return self.in_use(form)
        kept = rows.by_digest(self._register.store, version)
        if kept is None:
            raise NotFound("找不到这份文书当时使用的模板；文书没有重新打印，记录没有改动。")
        return _words(kept.source)

    def keep(self, write: Write, form: Form, words: Words) -> None:
        """Let the register know the words of a paper that is being made, once for each version."""
        if rows.by_digest(self._register.store, words.digest) is None:
            write(keep_wording(form, words.source, SHIPPED, self._register.today()))

    def offered(self, form: Form) -> tuple[str, ...]:
        """The names of the places this form can fill, for the editor's list."""
        return tuple(sorted(places_of(form)))

    def check(self, form: Form, source: str) -> Wording:
        """Whether the office may print from this text; ValidationError names the place it cannot fill."""
        return check_wording(form, source, places_of(form), row_places_of(form))

    def save(
        self, form_id: str, source: str, note: str = "", *, origin: str = OFFICE
    ) -> WordingVersion | None:
        """Use this text from now on; papers already made keep the words they were made with."""
        form = form_called(form_id)
        self.check(form, source)
        if source == shipped_source(form.id):
            self.restore(form_id)
            return None
        today, version = self._register.today(), digest(source)
        with self._register.writing() as write:
            if rows.by_digest(self._register.store, version) is None:
                write(keep_wording(form, source, origin, today, note))
            if self.in_use(form).digest != version:
                write(choose_wording(form, version, today))
        return rows.by_digest(self._register.store, version)

    def restore(self, form_id: str) -> None:
        """Go back to the shipped words; the office's versions stay in the list."""
        form = form_called(form_id)
        if rows.in_use(self._register.store, form.id):
            self._register.record(choose_wording(form, "", self._register.today()))

    def versions(self, form_id: str) -> tuple[WordingVersion, ...]:
        """Every version the register keeps of a form, the latest first."""
        return rows.of_form(self._register.store, form_called(form_id).id)

    def changed(self) -> frozenset[str]:
        """The forms that are printed with the office's own words."""
        return frozenset(form.id for form in FORMS if rows.in_use(self._register.store, form.id))


@lru_cache(maxsize=256)
def _words(source: str) -> Words:
    """The same text is read once, however many papers a batch makes of it."""
    return Words(parse_wording(source), digest(source), source)
