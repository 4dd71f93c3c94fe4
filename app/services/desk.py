"""The desk: every service of one open register, put together by hand."""

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from app.db.engine.guesses import counted
from app.db.engine.keys import unlock
from app.services.attachments import Attachments
from app.services.drafts import Drafts
from app.services.matters import Matters
from app.services.offices import Offices
from app.services.register import Register
from app.services.standing import Standing
from app.services.today import Today
from app.services.ways_in import no_wait

if TYPE_CHECKING:
    from app.services.access_log import AccessLog
    from app.services.assessments import Assessments
    from app.services.batches import Batches
    from app.services.calendars import Calendars
    from app.services.circulars import Circulars
    from app.services.clock_answers import ClockAnswers
    from app.services.dossiers import Dossiers
    from app.services.erasures import Erasures
    from app.services.exchange import Exchange
    from app.services.first_day import FirstDay
    from app.services.keys import Keys
    from app.services.month import Month
    from app.services.office_papers import OfficePapers
    from app.services.paper_drills import PaperDrills
    from app.services.paper_making import Making
    from app.services.papers import Papers
    from app.services.people import People
    from app.services.rates import Rates
    from app.services.receptions import Receptions
    from app.services.reconciling import Reconciling
    from app.services.registers import Registers
    from app.services.report_checking import ReportChecking
    from app.services.safety import Safety
    from app.services.suggestions import Suggestions
    from app.services.summaries import Summaries
    from app.services.word_files import WordFiles
    from app.services.wordings import Wordings


class Desk:
    """What the clerk can do in this office; a window and a command see the same.

    What the first page needs is there at once; every other service is imported when it is first asked
    for, because cryptography, paper and Word files take longer to load than the desk takes to open.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.offices = Offices(register)
        self.drafts = Drafts(register)
        self.matters = Matters(register, self.offices)
        self.today = Today(register)
        self.attachments = Attachments(register, self.matters.is_hidden)  # clears what a power cut left open
        self.standing = Standing(register)

    @cached_property
    def calendars(self) -> "Calendars":
        from app.services.calendars import Calendars

        return Calendars(self.register)

    @cached_property
    def people(self) -> "People":
        from app.services.people import People

        return People(self.register)

    @cached_property
    def receptions(self) -> "Receptions":
        from app.services.receptions import Receptions

        return Receptions(self.register)

    @cached_property
    def suggestions(self) -> "Suggestions":
        from app.services.suggestions import Suggestions

        return Suggestions(self.register)

    @cached_property
    def registers(self) -> "Registers":
        from app.services.registers import Registers

        return Registers(self.register, self.offices, self.receptions)

    @cached_property
    def wordings(self) -> "Wordings":
        from app.services.wordings import Wordings

        return Wordings(self.register)

    @cached_property
    def papers(self) -> "Papers":
        from app.services.papers import Papers

        return Papers(self.register, self.wordings, self._making, self.matters.steps)

    @cached_property
    def office_papers(self) -> "OfficePapers":
        from app.services.office_papers import OfficePapers

        return OfficePapers(self.register, self.wordings, self._making)

    @cached_property
    def batches(self) -> "Batches":
        from app.services.batches import Batches

        return Batches(self.register, self.papers, self._making)

    @cached_property
    def word_files(self) -> "WordFiles":
        from app.services.word_files import WordFiles

        return WordFiles(self.register, self.papers, self._making)

    @cached_property
    def dossiers(self) -> "Dossiers":
        from app.services.dossiers import Dossiers

        return Dossiers(self.register, self.attachments, self._making, self.matters.is_hidden)

    @cached_property
    def month(self) -> "Month":
        from app.services.month import Month

        return Month(self.register)

    @cached_property
    def rates(self) -> "Rates":
        from app.services.rates import Rates

        return Rates(self.register, self.month)

    @cached_property
    def assessments(self) -> "Assessments":
        from app.services.assessments import Assessments

        return Assessments(self.register, self.month, self.rates)

    @cached_property
    def circulars(self) -> "Circulars":
        from app.services.circulars import Circulars

        return Circulars(self.register, self.month)

    @cached_property
    def summaries(self) -> "Summaries":
        from app.services.summaries import Summaries

        return Summaries(self.register, self.month)

    @property
    def reports(self) -> "ReportChecking":
        """By the office's own least 集体访, as it is now."""
        from app.services.report_checking import ReportChecking

        return ReportChecking(self.month, group_size=self.offices.office().group_visit_threshold)

    @cached_property
    def exchange(self) -> "Exchange":
        from app.services.exchange import Exchange
        from app.services.exchange_assignments import Assignments
        from app.services.exchange_configuration import Configurations

        return Exchange(
            self.register, self.month, Assignments(self.register, self.receptions, self.attachments),
            Configurations(self.register, self.offices, self.wordings),
        )  # fmt: skip

    @cached_property
    def first_day(self) -> "FirstDay":
        from app.services.first_day import FirstDay

        return FirstDay(self.register, lambda: self.exchange)

    @cached_property
    def reconciling(self) -> "Reconciling":
        from app.services.reconciling import Reconciling

        return Reconciling(self.register)

    @cached_property
    def safety(self) -> "Safety":
        from app.services.kept_register import KeptRegister
        from app.services.restored_register import REGISTER
        from app.services.safety import Safety

        return Safety(KeptRegister(self.register), REGISTER)

    @cached_property
    def paper_drills(self) -> "PaperDrills":
        from app.services.paper_drills import PaperDrills

        return PaperDrills(self.register)

    @cached_property
    def keys(self) -> "Keys":
        from app.services.keys import Keys

        return Keys(self.register)

    @cached_property
    def clock(self) -> "ClockAnswers":
        from app.services.clock_answers import ClockAnswers

        return ClockAnswers(self.register)

    @cached_property
    def erasures(self) -> "Erasures":
        from app.services.erasures import Erasures

        return Erasures(self.register)

    @cached_property
    def access_log(self) -> "AccessLog":
        from app.services.access_log import AccessLog

        return AccessLog(self.register)

    @cached_property
    def _making(self) -> "Making":
        from app.services.paper_making import Making

        return Making(self.register, self.wordings)

    def unlock(self, password: str) -> None:
        """Show that the person at the screen knows the password; raises `WrongPassword`.

        A register that rests is opened again; one that is open stays so.
        """
        self.prove(password)()

    def prove(self, password: str) -> Callable[[], None]:
        """The half of `unlock` that takes its time on purpose, on any thread; what it answers is the other half."""
        folder = self.register.folder
        key = counted(folder, lambda: unlock(folder, password), no_wait)
        return lambda: self.register.wake(key)

    def rest(self) -> None:
        """Nobody sits at the desk: no copy in clear stays outside, the file is closed and its key forgotten."""
        self.attachments.forget_copies()
        self.register.rest()

    def close(self) -> None:
        self.attachments.forget_copies()
        self.register.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
