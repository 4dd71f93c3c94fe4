"""A paper while it is being made: what the clerk has typed for it so far, and how it would look.

Reading the register and drawing are apart: `sketch` reads at once and hands back the drawing as a
job that touches nothing of the register, so that a window can let it run beside itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.core.forms import form_called
from app.core.wording_reading import parse_wording
from app.paper.drawing import draw
from app.paper.jobs import Job
from app.services.drafts import Drafts
from app.services.filling.sample import sample_facts, sample_filling
from app.services.papers import Papers
from app.services.register import Register

Drawing = Callable[[], bytes]


@dataclass(frozen=True)
class KeptPaper:
    """What stood in the fields of a paper that was not made, and when it was kept."""

    fields: Mapping[str, str]
    saved_at: datetime


class PaperDrafts:
    """One draft per form and matter; it takes no number and is no entry of the journal.

    The office's own sheets belong to no matter: theirs stand under an empty one.
    """

    def __init__(self, register: Register, papers: Papers, drafts: Drafts) -> None:
        self._register, self._papers, self._drafts = register, papers, drafts

    def keep(self, form_id: str, matter_id: str, fields: Mapping[str, str]) -> None:
        """Keep what stands in the fields; nothing typed is nothing kept."""
        if fields:
            self._drafts.save(_kind(form_id, matter_id), {"fields": dict(fields)})
        else:
            self.forget(form_id, matter_id)

    def kept(self, form_id: str, matter_id: str) -> KeptPaper | None:
        """What was typed and neither made nor thrown away; what nobody can read counts as nothing."""
        draft = self._drafts.load(_kind(form_id, matter_id))
        fields = draft.body.get("fields") if draft else None
        if draft is None or not isinstance(fields, dict) or not fields:
            return None
        texts = {name: value for name, value in fields.items() if isinstance(value, str)}
        return KeptPaper(texts, draft.saved_at)

    def forget(self, form_id: str, matter_id: str) -> None:
        """The paper was made, or the clerk begins anew."""
        kind = _kind(form_id, matter_id)
        if self._drafts.load(kind):
            self._drafts.clear(kind)

    def sketch(self, form_id: str, matter_id: str, fields: Mapping[str, str]) -> Drawing:
        """How the paper would look with these fields, as a job to run; its number stays open."""
        return self.drawing(self._papers.draft(form_id, matter_id, fields))

    def drawing(self, job: Job) -> Drawing:
        """How a paper looks that somebody else has laid ready, as a job to run."""
        practice = self._register.office().practice
        return lambda: draw(job, practice=practice)


def sample_paper(form_id: str, source: str) -> bytes:
    """A template drawn with the invented matter. PaperError where it cannot be read or filled."""
    form = form_called(form_id)
    facts = sample_facts(form)
    job = Job(
        form.layout, parse_wording(source), sample_filling(form), facts.organ, facts.number, facts.issued_on,
        stub=form.stub,
    )  # fmt: skip
    return draw(job, practice=True)


def _kind(form_id: str, matter_id: str) -> str:
    return f"paper:{form_id}:{matter_id}"
