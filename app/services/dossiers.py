"""Dossiers (卷宗): a matter's whole file, listed, bound into one PDF, and put away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.attachments import Attachment, suffix
from app.core.documents import Document, file_document
from app.core.dossiers import DossierContents, DossierItem, contents, made_dossier
from app.core.forms import form_called
from app.core.matters import Matter
from app.core.sealing import ARTICLE
from app.db import attachments as attachment_rows
from app.db import documents as rows
from app.db.engine.files import write_out
from app.errors import AppError, NotAllowed
from app.paper.binding import Binder
from app.paper.jobs import Job
from app.services.attachments import LARGEST_SHOWN, Attachments, spoken_size
from app.services.paper_making import Making
from app.services.register import Register

MOST_BOUND = 200 * 1024 * 1024  # of foreign PDFs in one dossier: they are held in memory until it is bound
ON_DISC = "电子文件，见光盘/U盘目录"

Watch = Callable[[int, int], object]


@dataclass(frozen=True)
class Dossier:
    """A bound dossier: what lies in it, on which pages, and what could not be printed."""

    content: bytes
    contents: DossierContents
    pages: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Bound:
    """One piece as the list of contents names it: from which page to which, and a remark."""

    item: DossierItem
    first: int
    last: int
    remark: str = ""


def _unwatched(_done: int, _total: int) -> None:
    pass


class Dossiers:
    """The files of matters; a sealed one only after it has been opened in this session (条例 Art 30 ¶3)."""

    def __init__(
        self, register: Register, attachments: Attachments, making: Making, hidden: Callable[[str], bool]
    ) -> None:
        self._register, self._attachments = register, attachments
        self._making, self._hidden = making, hidden

    def contents(self, matter_id: str) -> DossierContents:
        """What lies in the matter's file in its order, and what is missing."""
        return self._contents(self._opened(matter_id))

    def pdf(
        self, matter_id: str, fields: Mapping[str, str] | None = None, watch: Watch = _unwatched
    ) -> Dossier:
        """The file as one PDF: cover, list, every paper as it was issued, the attachments, the note.

        `fields` is what only the clerk can say on cover and note (保管期限, 档号, 密级 …). An attachment that
        cannot be printed has a page that says so; the dossier comes out all the same. Its making is an entry.
        """
        matter = self._opened(matter_id)
        found = self._contents(matter)
        binder = Binder(f"卷宗{matter.number}", practice=self._register.office().practice)
        bound = self._bind(binder, found, watch)
        pages = bound[-1].last if bound else 0
        told = {"件数": str(len(bound)), "页数": str(pages), **(fields or {})}
        front = [self._cover(matter, told), self._list(matter, bound)]
        content = binder.bound(front, [self._job(matter, "dossier_note", told)])
        self._register.record(made_dossier(matter, found, pages, self._register.today()))
        return Dossier(content, found, pages, tuple(it.remark for it in bound if it.remark))

    def save(self, dossier: Dossier, path: Path) -> None:
        """Write the PDF where the clerk wants it, whole or not at all."""
        write_out(path, dossier.content)

    def file(self, matter_id: str) -> tuple[Document, ...]:
        """归档: every paper that stands and is not filed yet lies in its dossier now; these are returned."""
        matter, today = self._opened(matter_id), self._register.today()
        papers = rows.of_matter(self._register.store, matter.id)
        filed = tuple(it for it in papers if not it.voided_reason and not it.filed_on)
        self._register.record(*[file_document(it, today) for it in filed])
        return filed

    def _opened(self, matter_id: str) -> Matter:
        matter = self._register.matter(matter_id)
        if self._hidden(matter_id):
            raise NotAllowed(
                f"{matter.number}是检举控告事项，卷宗已密封，没有打开", article=ARTICLE,
                way_out="请先在窗口中由指定人员说明原因，启封这件事项",
            )  # fmt: skip
        return matter

    def _contents(self, matter: Matter) -> DossierContents:
        store = self._register.store
        papers = rows.of_matter(store, matter.id)
        return contents(matter, papers, attachment_rows.of_matter(store, matter.id))

    def _bind(self, binder: Binder, found: DossierContents, watch: Watch) -> list[_Bound]:
        """Add the pieces one after the other; only one attachment is ever open."""
        bound, pages, room = list[_Bound](), 0, MOST_BOUND
        for done, item in enumerate(found.items):
            watch(done, len(found.items))
            count, remark = self._add(binder, item, room)
            if item.attachment and suffix(item.attachment.name) == "pdf" and not remark:
                room -= item.attachment.size
            bound.append(_Bound(item, pages + 1, pages + count, remark))
            pages += count
        return bound

    def _add(self, binder: Binder, item: DossierItem, room: int) -> tuple[int, str]:
        """One piece: how many pages it has, and a remark where a page stands in its place."""
        try:
            if item.document:
                return binder.add_job(self._making.job(item.document)), ""
            if item.attachment:
                return self._add_file(binder, item.attachment, room), ""
        except AppError as trouble:
            return binder.add_notice(item.title, str(trouble)), _brief(item)
        raise LookupError(item.title)

    def _add_file(self, binder: Binder, attachment: Attachment, room: int) -> int:
        if attachment.is_picture():
            return binder.add_picture(attachment.name, self._read(attachment))
        if suffix(attachment.name) != "pdf":
            raise NotAllowed(f"{ON_DISC}：{attachment.name}（{spoken_size(attachment.size)}）")
        if attachment.size > room:
            raise NotAllowed(f"本卷电子材料过多，这份没有印入卷宗；{ON_DISC}")
        return binder.add_pages(self._read(attachment))

    def _read(self, attachment: Attachment) -> bytes:
        if attachment.size > LARGEST_SHOWN:
            raise NotAllowed(f"文件有{spoken_size(attachment.size)}，过大，没有印入卷宗；{ON_DISC}")
        return self._attachments.picture(attachment)

    def _cover(self, matter: Matter, told: Mapping[str, str]) -> Job:
        return self._job(matter, "dossier_cover", told)

    def _list(self, matter: Matter, bound: list[_Bound]) -> Job:
        job = self._job(matter, "dossier_list", {})
        office = self._register.office()
        lines = [_line(at, it, office.organ, office.name) for at, it in enumerate(bound, 1)]
        lists = {job.words.table.source: tuple(lines)} if job.words.table else {}
        return replace(job, filling=replace(job.filling, lists=lists))

    def _job(self, matter: Matter, form_id: str, told: Mapping[str, str]) -> Job:
        """A paper of the binding: it takes no number and is made anew each time."""
        form = form_called(form_id)
        names = {ask.name for ask in form.asks}
        fields = {name: value for name, value in told.items() if name in names}
        return self._making.drafted(form, matter, "", self._register.today(), fields)


def _line(at: int, bound: _Bound, organ: str, office: str) -> dict[str, str]:
    """One line of 卷内目录; its day in eight figures, as 归档文件目录 are written (DA/T 22)."""
    item, document = bound.item, bound.item.document
    title = f"{item.title}（{bound.remark}）" if bound.remark else item.title
    author = "" if document is None else organ if form_called(document.form).government else office
    pages = str(bound.first) if bound.first == bound.last else f"{bound.first}-{bound.last}"
    return {
        "顺序号": str(at), "文号": item.number, "责任者": author, "题名": title,
        "日期": f"{item.on:%Y%m%d}", "页号": pages, "备注": "",
    }  # fmt: skip


def _brief(item: DossierItem) -> str:
    """What the list says beside a piece that has a page in its place."""
    return ON_DISC if item.attachment else "没有印出"
