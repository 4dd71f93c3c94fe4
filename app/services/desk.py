"""The desk: every service of one open register, put together by hand."""

from types import TracebackType

from app.db.engine.keys import unlock
from app.services.access_log import AccessLog
from app.services.attachments import Attachments
from app.services.batches import Batches
from app.services.calendars import Calendars
from app.services.clock_answers import ClockAnswers
from app.services.dossiers import Dossiers
from app.services.drafts import Drafts
from app.services.erasures import Erasures
from app.services.exchange import Exchange
from app.services.matters import Matters
from app.services.month import Month
from app.services.office_papers import OfficePapers
from app.services.offices import Offices
from app.services.paper_making import Making
from app.services.papers import Papers
from app.services.people import People
from app.services.receptions import Receptions
from app.services.register import Register
from app.services.registers import Registers
from app.services.safety import Safety
from app.services.suggestions import Suggestions
from app.services.today import Today
from app.services.word_files import WordFiles
from app.services.wordings import Wordings


class Desk:
    """What the clerk can do in this office; a window and a command see the same."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.offices = Offices(register)
        self.calendars = Calendars(register)
        self.people = People(register)
        self.receptions = Receptions(register)
        self.drafts = Drafts(register)
        self.suggestions = Suggestions(register)
        self.matters = Matters(register, self.offices)
        self.attachments = Attachments(register, self.matters.is_hidden)
        self.registers = Registers(register, self.offices, self.receptions)
        self.today = Today(register)
        self.wordings = Wordings(register)
        making = Making(register, self.wordings)
        self.papers = Papers(register, self.wordings, making, self.matters.steps)
        self.office_papers = OfficePapers(register, self.wordings, making)
        self.batches = Batches(register, self.papers, making)
        self.word_files = WordFiles(register, self.papers, making)
        self.dossiers = Dossiers(register, self.attachments, making, self.matters.is_hidden)
        self.month = Month(register)
        self.exchange = Exchange(register, self.month)
        self.safety = Safety(register)
        self.clock = ClockAnswers(register)
        self.erasures = Erasures(register)
        self.access_log = AccessLog(register)

    def unlock(self, password: str) -> None:
        """Show that the person at the screen knows the password; raises `WrongPassword`, the register stays open."""
        unlock(self.register.folder, password)

    def close(self) -> None:
        self.attachments.forget_copies()
        self.register.store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
