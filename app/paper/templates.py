"""The shipped words of each form, read once; an office's own wording comes in with the call."""

from functools import cache

from app.core.wording import Wording
from app.core.wording_reading import parse_wording
from app.errors import PaperError
from app.paths import resource


@cache
def shipped_wording(form_id: str) -> Wording:
    """The words a form is shipped with. PaperError when their file is missing."""
    return parse_wording(shipped_source(form_id))


@cache
def shipped_source(form_id: str) -> str:
    """A form's template file as it is shipped. PaperError when it is missing."""
    try:
        return resource("wording", f"{form_id}.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = "文书模板文件缺失或损坏，文书没有生成，数据未受影响；请重新安装本程序。"
        raise PaperError(sentence) from error
