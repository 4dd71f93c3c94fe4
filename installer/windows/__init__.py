"""The Windows packages, made on Linux: one setup for a clerk without administrator's rights, one folder for a stick."""

from installer.windows.build import build

__all__ = ["build"]
