"""A paper that is to be made, as the making panel sees it: of a matter, or one of the office's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.core.matters import Matter
from app.services.desk import Desk
from app.services.office_papers import OfficePapers
from app.services.paper_drafts import Drawing, KeptPaper, PaperDrafts
from app.services.papers import Finding, Form, Paper, Papers
from app.services.word_files import WordFiles
from app.ui.matters.panel_form import about_matter

Fields = Mapping[str, str]


@dataclass(frozen=True)
class PaperServices:
    """What papers are made, kept half done and written in with."""

    papers: Papers
    drafts: PaperDrafts
    words: WordFiles


def paper_services(desk: Desk) -> PaperServices:
    """Those of an open desk."""
    return PaperServices(desk.papers, PaperDrafts(desk.register, desk.papers, desk.drafts), desk.word_files)


class PaperToMake(Protocol):
    """One paper before it has its number; `fields` is what the clerk says otherwise than the register."""

    @property
    def form(self) -> Form: ...
    @property
    def about(self) -> str:
        """Whose paper it is, as one line."""

    def prefilled(self) -> dict[str, str]: ...
    def check(self, fields: Fields) -> tuple[Finding, ...]: ...
    def issue(self, fields: Fields) -> Paper: ...
    def sketch(self, fields: Fields) -> Drawing: ...
    def word_file(self, fields: Fields) -> bytes: ...
    def kept(self) -> KeptPaper | None: ...
    def keep(self, fields: Fields) -> None: ...
    def forget(self) -> None: ...


@dataclass(frozen=True)
class MatterPaper:
    """A paper of one matter."""

    form: Form
    matter: Matter
    services: PaperServices

    @property
    def about(self) -> str:
        return about_matter(self.matter)

    def prefilled(self) -> dict[str, str]:
        return self.services.papers.prefilled(self.form.id, self.matter.id)

    def check(self, fields: Fields) -> tuple[Finding, ...]:
        return self.services.papers.check(self.form.id, self.matter.id, fields)

    def issue(self, fields: Fields) -> Paper:
        return self.services.papers.issue(self.form.id, self.matter.id, fields)

    def sketch(self, fields: Fields) -> Drawing:
        return self.services.drafts.sketch(self.form.id, self.matter.id, fields)

    def word_file(self, fields: Fields) -> bytes:
        return self.services.words.draft(self.form.id, self.matter.id, fields)

    def kept(self) -> KeptPaper | None:
        return self.services.drafts.kept(self.form.id, self.matter.id)

    def keep(self, fields: Fields) -> None:
        self.services.drafts.keep(self.form.id, self.matter.id, fields)

    def forget(self) -> None:
        self.services.drafts.forget(self.form.id, self.matter.id)


@dataclass(frozen=True)
class OfficePaper:
    """A sheet that belongs to no matter: minutes, a bulletin, a ledger's sheet."""

    form: Form
    made_by: OfficePapers
    services: PaperServices
    about: str = "本机构的文书，不属于某一件信访事项"

    def prefilled(self) -> dict[str, str]:
        return self.made_by.prefilled(self.form.id)

    def check(self, fields: Fields) -> tuple[Finding, ...]:
        return self.made_by.check(self.form.id, fields)

    def issue(self, fields: Fields) -> Paper:
        return self.made_by.issue(self.form.id, fields)

    def sketch(self, fields: Fields) -> Drawing:
        return self.services.drafts.drawing(self.made_by.draft(self.form.id, fields))

    def word_file(self, fields: Fields) -> bytes:
        return self.services.words.written(self.form.id, self.made_by.draft(self.form.id, fields))

    def kept(self) -> KeptPaper | None:
        return self.services.drafts.kept(self.form.id, "")

    def keep(self, fields: Fields) -> None:
        self.services.drafts.keep(self.form.id, "", fields)

    def forget(self) -> None:
        self.services.drafts.forget(self.form.id, "")
