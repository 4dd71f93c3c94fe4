"""Papers that belong to no matter: 联席会议纪要, 信访简报, 排查化解台账, 信访接待公示, 个人信息处理告知书 (law.md §7.20, §7.21)."""

from collections.abc import Mapping
from datetime import date

from app.core.documents import Document, issue_document
from app.core.filling import Filling
from app.core.forms import FORMS, Form, form_called
from app.core.forms.sheets_unbound import KEPT_IN_OFFICE
from app.core.offices import Office, change_office
from app.core.paper_checks import Finding, refuse_blocked
from app.core.paper_checks.office_sheets import check_office_sheet
from app.core.told_periods import told_periods
from app.db import documents as rows
from app.errors import NotAllowed
from app.paper.fonts import missing
from app.paper.jobs import Job
from app.services.filling.sample import places_of
from app.services.filling.sheets_unbound import unbound_filling
from app.services.paper_making import Making
from app.services.papers import NO_FIELDS, FormOffer, Paper
from app.services.register import Register
from app.services.wordings import Wordings

MOST = 2000  # sheets an office looks back over


class OfficePapers:
    """Making the office's own sheets and finding them again; printing, voiding and filing are those of `Papers`."""

    def __init__(self, register: Register, wordings: Wordings, making: Making) -> None:
        self._register, self._wordings, self._making = register, wordings, making

    def offers(self) -> tuple[FormOffer, ...]:
        """The forms an office may make at any time, with the number of the latest one made."""
        return tuple(self._offer(form) for form in FORMS if form.matterless)

    def all(self, form_id: str = "") -> tuple[Document, ...]:
        """The sheets that were made, the latest first; of one form, or of every one."""
        wanted = form_called(form_id).id if form_id else ""
        made = rows.of_office(self._register.store, MOST)
        return tuple(it for it in made if wanted in {"", it.form})

    def prefilled(self, form_id: str) -> dict[str, str]:
        """What the register already knows of what the form asks for."""
        form = _unbound(form_id)
        values = self._filling(form, "", self._register.today(), NO_FIELDS).values
        return {ask.name: values[ask.name] for ask in form.asks}

    def check(self, form_id: str, fields: Mapping[str, str] = NO_FIELDS) -> tuple[Finding, ...]:
        """What the sheet lacks as it stands. ValidationError names the line of a list that cannot be read."""
        form = _unbound(form_id)
        filling = self._filling(form, "", self._register.today(), fields)
        wanted = self._wordings.in_use(form).wording.places
        said = "".join(filling.values[name] for name in sorted(wanted & filling.values.keys()))
        listed = "".join(text for rows in filling.lists.values() for row in rows for text in row.values())
        return check_office_sheet(form, filling.values, missing(said + listed))

    def preview(self, form_id: str, fields: Mapping[str, str] = NO_FIELDS) -> bytes:
        """The sheet as it would be printed today; nothing is kept and no number is taken."""
        job = self.draft(form_id, fields)
        return self._making.drawn_together([job], job.title)

    def draft(self, form_id: str, fields: Mapping[str, str] = NO_FIELDS) -> Job:
        """A sheet that has no number yet, as something to draw or to write in; nothing is kept."""
        form, today = _unbound(form_id), self._register.today()
        document = Document("", "", form.id, form.title, self._making.number(form, today), 0, today)
        filling = self._filling(form, document.number, today, fields)
        return self._making.filled(document, form, self._wordings.in_use(form), filling)[1]

    def issue(self, form_id: str, fields: Mapping[str, str] = NO_FIELDS) -> Paper:
        """Make the sheet and take its number. PaperBlocked when it lacks what it is made for.

        What a notice tells of the office and the settings do not hold yet is kept there from now on.
        """
        form, today = _unbound(form_id), self._register.today()
        refuse_blocked(self.check(form_id, fields))
        usual = self.prefilled(form_id)
        with self._register.writing() as write:
            document = self._making.numbered(form, today)
            words = self._wordings.in_use(form)
            filling = self._filling(form, document.number, today, fields)
            whole, job = self._making.filled(document, form, words, filling)
            content = self._making.drawn_together([job], job.title)
            self._wordings.keep(write, form, words)
            write(issue_document(whole))
            if told := newly_told(form, self._register.office(), fields, usual):
                write(change_office(self._register.office(), told, today))
        return Paper(whole, content)

    def _offer(self, form: Form) -> FormOffer:
        made = self.all(form.id)
        latest = made[0].number or made[0].title if made else ""
        return FormOffer(form.id, form.title, True, "", latest, form.group)

    def _filling(self, form: Form, number: str, on: date, fields: Mapping[str, str]) -> Filling:
        """A place that only a matter could fill stays empty: the sheet belongs to none."""
        office, law = self._register.office(), self._register.law()
        periods = told_periods(law.pack_for(on), office.choices)
        filling = unbound_filling(form, office, number, on, fields, periods)
        empty = dict.fromkeys(places_of(form), "")
        return Filling(empty | dict(filling.values), filling.lists)


def newly_told(
    form: Form, office: Office, fields: Mapping[str, str], usual: Mapping[str, str]
) -> dict[str, str]:
    """What was typed on a notice and the office's settings have not got, by their names there.

    What would have stood there anyway (`usual`: the office's own telephone and address) was not told.
    """
    typed = {ask.name: fields.get(ask.name, "").strip() for ask in form.asks if ask.name in KEPT_IN_OFFICE}
    told = {name: value for name, value in typed.items() if value and value != usual[name]}
    return {
        KEPT_IN_OFFICE[name]: value
        for name, value in told.items()
        if not getattr(office, KEPT_IN_OFFICE[name])
    }


def _unbound(form_id: str) -> Form:
    form = form_called(form_id)
    if not form.matterless:
        raise NotAllowed(f"{form.title}是某一件信访事项的文书", way_out="请在该事项的“文书”里制作")
    return form
