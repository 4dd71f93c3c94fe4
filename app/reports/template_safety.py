"""A template is somebody's file: it is looked at before any library opens it."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from app.errors import ValidationError

LARGEST = 2 * 1024 * 1024
LARGEST_OPENED = 30 * 1024 * 1024
MOST_PARTS = 400
DOCUMENT = "word/document.xml"


def check_template(template: bytes) -> None:
    """Refuse what is too large, a bomb, or brings programs along; raises `ValidationError`."""
    if len(template) > LARGEST:
        raise _refused(f"模板超过{LARGEST // 1024 // 1024}MB，请去掉大图后再选")
    try:
        with ZipFile(BytesIO(template)) as parts:
            infos = parts.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused("这不是Word文件（.docx），请用Word或WPS另存为.docx后再选") from error
    names = [info.filename.lower() for info in infos]
    if DOCUMENT not in names:
        raise _refused("这不是Word文件（.docx），请用Word或WPS另存为.docx后再选")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_OPENED:
        raise _refused("模板解开后过大，请另存为新的.docx后再选")
    if any("vbaproject" in name for name in names):
        raise _refused("模板里有宏，请另存为不带宏的.docx后再选")


def _refused(sentence: str) -> ValidationError:
    return ValidationError({"template": f"{sentence}；没有采用，原来的照旧"})
