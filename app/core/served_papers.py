"""Which papers a 送达回证 may be about: those that go out to somebody and still stand."""

from collections.abc import Iterable

from app.core.documents import Document
from app.core.forms import form_called
from app.core.forms.form import PETITIONER, SUPERIOR, UNIT


def papers_to_serve(papers: Iterable[Document]) -> tuple[Document, ...]:
    """The papers somebody has to be handed, the latest first; what lies in the file or hangs on a wall is not served."""
    going = [
        paper
        for paper in papers
        if not paper.voided_reason and form_called(paper.form).to in {PETITIONER, UNIT, SUPERIOR}
    ]
    return tuple(reversed(going))
