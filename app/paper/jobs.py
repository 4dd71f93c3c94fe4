"""What is to be drawn: one paper's words, values and head, ready for its layout."""

from dataclasses import dataclass, field
from datetime import date

from app.core.filling import Filling
from app.core.wording import Wording, fill, fill_all, occasions


@dataclass(frozen=True)
class Job:
    """One paper. `organ` signs it; `slip` is the number that comes back on its 回执联, empty for none.

    `issued_on` is None where the date is left to the pen. `red_head` prints the organ's head; without
    it the paper in the tray bears one already. `stub` adds a 存根 on a page of its own.
    """

    layout: str
    words: Wording
    filling: Filling = field(default_factory=Filling)
    organ: str = ""
    number: str = ""
    issued_on: date | None = None
    slip: str = ""
    red_head: bool = True
    stub: bool = False

    @property
    def title(self) -> str:
        """The title with its values; one that names the matter is filled, others stand as they are."""
        return self.said(self.words.title)

    def said(self, template: str, *, blank: str | None = None) -> str:
        """A template of this paper with its values in their places."""
        return (
            fill(template, self.filling.values)
            if blank is None
            else fill(template, self.filling.values, blank=blank)
        )

    @property
    def attachments(self) -> list[str]:
        """附件说明: the template's lines whose occasion has come, then those this paper lists itself."""
        listed = [row["名称"] for row in self.filling.lists.get("附件", ())]
        return [*fill_all(self.words.attachments, self.filling.values), *listed]

    def grid(self, rows: str) -> list[tuple[list[tuple[str, str]], float]]:
        """A grid of this paper ("grid", "stub", "slip", "signatures"): cells with values, and heights in mm."""
        standing = occasions(getattr(self.words, rows), self.filling.values)
        return [
            ([(label, self.said(value, blank="")) for label, value in row.cells], row.height)
            for row in standing
        ]
