"""The assistant's question to a county: where its data lie, and who it is or how it is reached."""

from PySide6.QtWidgets import QLineEdit

from app.county.desk import county_problems
from app.county.server_place import ServerPlace, server_place
from app.errors import ValidationError
from app.ui.start.step import Step
from app.ui.theme import Tone, space
from app.ui.widgets.card import Notice
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field, show_problems

HERE, NEW, JOIN = "here", "new", "join"
_PLACES = ((HERE, "存在本机"), (NEW, "在数据库服务器上新建"), (JOIN, "打开服务器上已有的"))
_PREPARED = {
    NEW: "先请数据库管理员建好空数据库和能建角色的账号，要求见手册“给信息技术人员”。",
    JOIN: "账号请数据库管理员给您；县局密码请问已经在用的同事，名称和代码从服务器上来。",
}
_ASK_PASSWORD = "请输入县局密码，就是同事打开程序时输入的那一个"


class CountyStep(Step):
    """Who the county office is; on a server another colleague may have told that already."""

    def __init__(self) -> None:
        super().__init__("县局", "您的县局", "名称和代码写进县局登记文件，乡镇凭它加密报送。")
        self.place = Chips(_PLACES, name="县局数据放在哪里")
        self.place.choose(HERE)
        self.place.changed.connect(self._on_place_changed)
        self.name_edit, self.code_edit, self.address_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.account_edit, self.password_edit = QLineEdit(), QLineEdit()
        for edit in (self.account_edit, self.password_edit):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {
            "address": Field("服务器地址", self.address_edit, hint="postgresql://账号@主机/数据库"),
            "account": Field(
                "数据库密码", self.account_edit, optional=True,
                hint="上面那个账号的；服务器另有办法认得这个账号的，可以不填。用县局密码加密后存在本机",
            ),
            "name": Field("县局名称", self.name_edit, hint="例如：青川县信访局"),
            "code": Field("区划代码", self.code_edit, hint="12位，前6位是本县的代码"),
            "password": Field("县局密码", self.password_edit, hint="以后每次打开程序，只输入它"),
        }  # fmt: skip
        self._prepared = Notice("", Tone.ACTION)
        self.column.addWidget(Field("县局数据放在哪里", self.place))
        self.column.addWidget(self._prepared)
        for field in self.fields.values():
            self.column.addWidget(field)
        for name in ("account", "password"):
            self.fields[name].setMaximumWidth(space(100))
        self._on_place_changed()

    def enter(self) -> None:
        (self.address_edit if self.is_on_server() else self.name_edit).setFocus()

    def county(self) -> tuple[str, str]:
        """Name and code; empty ones for a county that is there."""
        if self.joins():
            return "", ""
        return self.name_edit.text().strip(), self.code_edit.text().strip()

    def joins(self) -> bool:
        """Whether the county is on the server already."""
        return self.place.value() == JOIN

    def is_on_server(self) -> bool:
        return self.place.value() != HERE

    def server(self) -> ServerPlace | None:
        """Where the data lie if not here; raises `ValidationError` for `address`."""
        if not self.is_on_server():
            return None
        return server_place(self.address_edit.text(), self.account_edit.text())

    def password(self) -> str:
        """That of a county which is there."""
        return self.password_edit.text()

    def is_complete(self) -> bool:
        problems: dict[str, str] = {}
        try:
            self.server()
        except ValidationError as error:
            problems |= error.problems
        if not self.joins():
            problems |= county_problems(*self.county())
        elif not self.password():
            problems["password"] = _ASK_PASSWORD
        show_problems(self.fields, problems)
        return not problems

    def _on_place_changed(self) -> None:
        """Only what has to be told is asked; what was typed stays."""
        server, joins = self.is_on_server(), self.joins()
        for name, shown in (
            ("address", server), ("account", server), ("name", not joins), ("code", not joins), ("password", joins),
        ):  # fmt: skip
            self.fields[name].setVisible(shown)
        self._prepared.set_sentence(_PREPARED.get(self.place.value(), ""))
