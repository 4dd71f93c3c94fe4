"""Papers a matter owes: what was decided has to be told, in writing, to whom it concerns.

The catalogue itself says which paper tells of which step (`Form.tells_of`), whose delivery moves a
clock (`served`, for petitioners: 条例 Art 23, 34, 35) and what a unit signs for (`returns`, Art 22).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.documents import Document
from app.core.forms import FORMS, Form
from app.core.forms.form import PETITIONER, UNIT
from app.core.matters import Matter, Step
from app.core.paper_occasions import Occasion, occasion
from app.core.steps.table import RULES
from app.errors import NotAllowed

_USUAL = {rule.entry: rule.form for rule in RULES.values()}
_PASSED_ON = ("assigned", "referred")
_SPOKEN = ("urged", "supervised")  # by telephone, on the spot or by letter: only the last needs a paper


@dataclass(frozen=True)
class Owed:
    """A step nobody has been told of in writing, and the forms that could tell of it, the usual one first."""

    step: Step
    forms: tuple[Form, ...]

    def form_for_now(self, matter: Matter) -> Form | None:
        """The form that can be made of it today; an older step has been overtaken by a later one of its kind."""
        about = ((form, _occasion(form, matter)) for form in self.forms)
        return next((form for form, found in about if found and found.id == self.step.id), None)


def owed_papers(matter: Matter, papers: Sequence[Document]) -> tuple[Owed, ...]:
    """Every paper the matter's own steps demand and that was not made; a void one counts for nothing."""
    told = {(paper.about, paper.form) for paper in papers if not paper.voided_reason}
    found = []
    for step in matter.steps:
        for to in (PETITIONER, UNIT):
            forms = _telling(matter, step, to)
            if forms and not any((step.id, form.id) in told for form in forms):
                found.append(Owed(step, forms))
    return tuple(found)


def _telling(matter: Matter, step: Step, to: str) -> tuple[Form, ...]:
    """The forms that tell this addressee of the step, as far as the law lets them be made here."""
    if step.withdrawn or (step.entry in _SPOKEN and step.way != "letter"):
        return ()
    if to == PETITIONER and _need_not_tell(matter, step):
        return ()
    forms = [it for it in FORMS if it.to == to and step.entry in it.tells_of]
    lawful = [it for it in forms if (it.served if to == PETITIONER else it.returns) and _occasion(it, matter)]
    return tuple(sorted(lawful, key=lambda it: it.id != _USUAL.get(step.entry)))


def _need_not_tell(matter: Matter, step: Step) -> bool:
    """Nobody can be told, or it is 检举控告; who knows that we took it on need not hear which of our units has it."""
    return matter.anonymous or matter.sealed or (step.entry in _PASSED_ON and bool(matter.on("accepted")))


def _occasion(form: Form, matter: Matter) -> Occasion | None:
    try:
        return occasion(form, matter)
    except NotAllowed:
        return None
