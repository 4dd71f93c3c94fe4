"""WINDOWS. Widgets that show, ask and pass on; the only importer of PySide6."""
