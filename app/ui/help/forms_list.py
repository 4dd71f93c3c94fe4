"""每种文书 in the manual: told from the catalogue of forms itself, so that a new form is described when it is made."""

from app.core.forms import FORMS, GROUPS, PAPER, RECEPTION, Form
from app.core.steps.table import RULES

TO = {
    "petitioner": "交信访人", "unit": "交责任单位", "superior": "报上级", "office": "本机关用", "file": "存卷",
    "public": "张贴公示",
}  # fmt: skip


def forms_list() -> str:
    """Every form by its group: what it is for, its number, who signs, its article."""
    return "\n\n".join(
        f"**{group}**\n\n" + "\n".join(_line(form) for form in FORMS if form.group == group)
        for group in GROUPS
    )


def _line(form: Form) -> str:
    number = f"文号含“{form.word}”" if form.word else "不编文号"
    said = [_when(form), TO[form.to], number]
    signed = f"{form.signature}。" if form.signature else ""
    more = "可以存为 Word 文件再改。" if form.word_file else ""
    return (
        f"- **{form.title}**：{'；'.join(part for part in said if part)}。{signed}{more}依据{form.article}。"
    )


def _when(form: Form) -> str:
    if form.matterless:
        return "在“台账”页制作"
    if RECEPTION in form.tells_of:
        return "登记以后就可以制作"
    if PAPER in form.tells_of:
        return "要送达的文书做好以后制作"
    steps = [f"“{rule.label}”" for rule in RULES.values() if rule.entry in form.tells_of]
    return f"登记{'或'.join(steps)}以后制作" if steps else "随时可以制作"
