"""Word files of papers: the same paper, where a leader can write in it (处理意见书, 报告, 函)."""

from collections.abc import Mapping
from pathlib import Path

from app.core.forms import form_called
from app.db import documents as rows
from app.db.engine.files import write_out
from app.errors import NotAllowed
from app.paper.jobs import Job
from app.services.paper_making import Making
from app.services.papers import NO_FIELDS, Papers
from app.services.register import Register


class WordFiles:
    """Papers as .docx, of the forms a leader will want to write in."""

    def __init__(self, register: Register, papers: Papers, making: Making) -> None:
        self._register, self._papers, self._making = register, papers, making

    def draft(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> bytes:
        """The paper as it would be made today, its number open; nothing is kept and no number taken."""
        return self.written(form_id, self._papers.draft(form_id, matter_id, fields))

    def written(self, form_id: str, job: Job) -> bytes:
        """A paper that somebody else has laid ready: one that belongs to no matter."""
        from app.reports.letter_docx import letter_docx

        _check(form_id)
        return letter_docx(job, practice=self._register.office().practice)

    def made(self, document_id: str) -> bytes:
        """An issued paper as it was made, with its number."""
        from app.reports.letter_docx import letter_docx

        document = self._papers.document(document_id)
        _check(document.form)
        return letter_docx(self._making.job(document), practice=self._register.office().practice)

    def latest(self, form_id: str, matter_id: str, fields: Mapping[str, str] = NO_FIELDS) -> bytes:
        """The paper of this form as it was last made for the matter; one that was not made yet as a draft."""
        papers = rows.of_matter(self._register.store, matter_id)
        standing = [it for it in papers if it.form == form_id and not it.voided_reason]
        return self.made(standing[-1].id) if standing else self.draft(form_id, matter_id, fields)

    def save(self, content: bytes, path: Path) -> None:
        """Write the file where the clerk wants it, whole or not at all."""
        write_out(path, content)


def _check(form_id: str) -> None:
    form = form_called(form_id)
    if not form.word_file:
        raise NotAllowed(f"{form.title}不提供Word文件", way_out="请直接制作、打印PDF")
