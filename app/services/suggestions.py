"""Suggesting content classes, learned from this office's own register while it is asked."""

from app.core.classification import Classification
from app.core.suggesting import MOST, Experience
from app.db import alike
from app.services.classes import classes
from app.services.register import Register

MOST_LEARNED = 2_000
AT_ONCE = 100
_END = 2**62


class Suggestions:
    """Three classes for a text at most; which one it is, if any, the clerk decides.

    Nothing is stored: what the office has classified is read newest first, a slice with every
    question, so that no question has to wait for all of it.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._experience: Experience | None = None
        self._tree: Classification | None = None
        self._newest, self._oldest, self._learned = 0, _END, 0

    def suggest(self, text: str) -> tuple[tuple[str, str], ...]:
        """(code, all levels in words), the likeliest first."""
        tree, today = classes(self._register.store), self._register.today()
        if self._experience is None or tree is not self._tree:
            self._tree, self._newest, self._oldest, self._learned = tree, 0, _END, 0
            self._experience = Experience()
            self._experience.learn_names(tree)
        self._learn_some(self._experience, tree)
        retired = tree.retired(today)
        likely = [code for code in self._experience.suggest(text, MOST + len(retired)) if code not in retired]
        return tuple((code, tree.path(code)) for code in likely[:MOST])

    def _learn_some(self, experience: Experience, tree: Classification) -> None:
        """What has come since the last question, and a slice further back."""
        store, known = self._register.store, tree.classes
        found = alike.classified(store, before=_END, after=self._newest, limit=AT_ONCE)
        if self._oldest < _END and self._learned < MOST_LEARNED:
            found += alike.classified(store, before=self._oldest, after=0, limit=AT_ONCE)
        for matter in found:
            if matter.category in known:
                experience.learn(matter.text, matter.category)
            self._newest = max(self._newest, matter.row)
            self._oldest = min(self._oldest, matter.row)
        self._learned += len(found)
