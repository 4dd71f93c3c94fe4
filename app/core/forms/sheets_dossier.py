"""Sheets of the dossier (卷宗): cover, contents, note (law.md §7.18). They take no numbers of their own."""

from app.core.forms.form import COVER, FILE, GRID, LISTING, Form
from app.core.forms.sheets_asks import choice, day, line, text, words

KEPT_FOR = words("永久", "30年", "10年")
_ARTICLE = "《档案法》第十三条、第十四条"

DOSSIER: tuple[Form, ...] = (
    Form("dossier_cover", "信访案卷封面", "", COVER, FILE, "归档", _ARTICLE, "",
         (), (line("全宗名称"), line("档号"), choice("保管期限", KEPT_FOR), line("密级", "没有就不填；本机不得录入涉密信息"), line("件数"), line("页数"),
              line("承办人"), day("归档日期")), sealed=True, government=True, repeats=True),
    Form("dossier_list", "卷内目录", "", LISTING, FILE, "归档", _ARTICLE, "", (), sealed=True, repeats=True),
    Form("dossier_note", "卷内备考表", "", GRID, FILE, "归档", _ARTICLE, "立卷人、检查人签名", (),
         (text("本卷情况说明", "缺损、修改、补充、移出、销毁的情况，没有就写无"), line("件数"), line("页数"), line("立卷人"), line("检查人"), day("立卷时间")),
         sealed=True, repeats=True),
)  # fmt: skip
