"""The Linux packages; see README.md here."""

from installer.linux.build import build

__all__ = ["build"]
