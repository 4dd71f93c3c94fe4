"""Every command of the window in one table: its words, its key, what it says about itself, whom it reaches.

`frame` commands are answered by the main window, `page` commands by the page that is shown
(`Screen.commands`). Menu, keys and the overlay on `?` are all made from this table.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Action:
    """One command. `key_only` keys are not menu shortcuts, because panels answer them first."""

    name: str
    text: str
    shortcut: str
    tip: str
    menu: str
    target: Literal["frame", "page"]
    key_only: bool = False


MENUS = ("文件(&F)", "编辑(&E)", "查看(&V)", "帮助(&H)")
FILE, EDIT, VIEW, HELP = MENUS

ACTIONS = (
    Action("new_reception", "新登记", "Ctrl+N", "登记一件来访、来信、来电或网上信访", FILE, "frame"),
    Action("submit", "登记并打印回执", "Ctrl+Return", "登记，并把接收回执送到打印机", FILE, "page"),
    Action("save", "保存", "Ctrl+S", "保存正在填写的内容", FILE, "page"),
    Action("print", "打印", "Ctrl+P", "打印正在看的内容", FILE, "page"),
    Action("print_today", "打印今日", "", "打开今日，把今天的待办印成一张", FILE, "frame"),
    Action("take_register", "导入旧台账…", "", "把Excel、WPS登记的旧台账搬进来，先核对再登记", FILE, "frame"),
    Action("reset_practice", "重置练习", "", "练习回到刚建立时的样子，密码不变", FILE, "frame"),
    Action("lock", "锁定", "Ctrl+L", "离开座位时锁定，内容不再显示", FILE, "frame"),
    Action("quit", "退出", "Ctrl+Q", "关闭程序，内容都已保存", FILE, "frame"),
    Action("undo", "撤销", "Ctrl+Z", "撤销刚才登记的一步", EDIT, "frame"),
    Action("edit", "修改", "F2", "修改正在看的事项", EDIT, "page"),
    Action("back", "返回", "Esc", "关闭面板，回到前一步", EDIT, "page", key_only=True),
    Action("search", "搜索", "Ctrl+K", "按姓名、编号、电话或内容查找", VIEW, "frame"),
    Action("refresh", "重新计算", "F5", "重新读取本页", VIEW, "frame"),
    Action("larger", "放大文字", "Ctrl+=", "文字大一档", VIEW, "frame"),
    Action("smaller", "缩小文字", "Ctrl+-", "文字小一档", VIEW, "frame"),
    Action("darker", "明暗切换", "Ctrl+Shift+D", "浅色与深色之间切换", VIEW, "frame"),
    Action("help", "本页帮助", "F1", "这一页做什么、怎么做、常见问题", HELP, "frame"),
    Action("contents", "帮助目录", "", "全部帮助", HELP, "frame"),
    Action("tour", "新手引导", "", "五步看一遍：登记、今日、时限、文书、月结", HELP, "frame"),
    Action("first_day", "练习的第一天", "", "十件事，在真的窗口里各做一遍", HELP, "frame"),
    Action("shortcuts", "快捷键", "?", "全部快捷键", HELP, "frame"),
)

# What else a clerk may call a command when searching for it.
ALSO = {
    "new_reception": ("登记来访", "登记来信"), "print_today": ("打印待办", "今日清单"),
    "take_register": ("接收旧台账", "从Excel导入"), "lock": ("锁屏", "离开"), "quit": ("关闭程序",), "darker": ("切换深色", "切换浅色", "夜间"),
    "larger": ("字号", "大字"), "smaller": ("字号",), "help": ("手册", "使用说明"), "contents": ("手册目录",),
    "tour": ("入门", "教程"), "first_day": ("练习", "入门"), "reset_practice": ("重新练习", "清空练习"), "shortcuts": ("按键",),
}  # fmt: skip


def keys_shown(shortcut: str) -> str:
    """As printed on the keyboard: Ctrl+Return is Ctrl+Enter."""
    return shortcut.replace("Return", "Enter").replace("+=", "++")
