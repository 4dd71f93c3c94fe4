"""The exception tree. Every message is one Chinese sentence for the clerk.

An `AppError` is something the clerk can do something about: what happened, what was
kept, what to do. Everything else that is raised is our own fault and ends in the
crash window (or a traceback on the command line).
"""

from collections.abc import Mapping


class AppError(Exception):
    """The clerk can do something about it; the text is shown as it is."""


class ValidationError(AppError):
    """Some fields cannot be taken as they are.

    `problems` maps the field's code name to its sentence, so a window can put each
    sentence under its field.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("；".join(problems.values()))
        self.problems = dict(problems)


class NotAllowed(AppError):
    """The rules do not let this step happen now.

    `article` names the rule, `way_out` what would make it possible.
    """

    def __init__(self, reason: str, *, article: str = "", way_out: str = "") -> None:
        parts = [reason.rstrip("。")]
        if article:
            parts[0] += f"（{article}）"
        if way_out:
            parts.append(way_out.rstrip("。"))
        super().__init__("。".join(parts) + "。")
        self.reason, self.article, self.way_out = reason, article, way_out


class PaperBlocked(NotAllowed):
    """The law forbids a paper as it stands; `reasons` are its sentences, one for each thing to mend."""

    def __init__(self, reasons: tuple[str, ...], article: str) -> None:
        super().__init__(
            "；".join(reason.rstrip("。") for reason in reasons) + "，文书没有制作", article=article
        )
        self.reasons = reasons


class NotFound(AppError):
    """No matter, unit or file answers to what was asked for."""


class StorageError(AppError):
    """Disk full, locked, read-only, damaged: the environment, not our logic."""


class DamageError(StorageError):
    """The register's file or history is not what was written; nothing is written any more."""


class OlderDataError(DamageError):
    """The register is sound in itself, but not the one that was left: older, or with another history."""


class UnsureError(StorageError):
    """The disk failed in the middle of saving: only opening the file again tells what is on it."""


class WrongPassword(StorageError):
    """The password opens none of the key slots."""


class ForeignFileError(StorageError):
    """The file was made by another program."""


class NewerDatabaseError(StorageError):
    """The register was written by a newer version of this program."""


class AlreadyOpenError(StorageError):
    """Another window or command holds the register."""


class ServerAwayError(StorageError):
    """The server that holds the data does not answer; what was not confirmed was not saved."""


class NoRightError(StorageError):
    """The account lets its user look, or not even that, but not do this."""


class PaperError(AppError):
    """A form cannot be drawn: a font, an element or the folder is missing."""


class BundleError(AppError):
    """A file from outside cannot be taken in; nothing was changed."""
