"""While the clerk types the password, the desk's modules are imported piece by piece."""

from PySide6.QtWidgets import QWidget

from app.ui.warming import Warming, imports

# Leaves first, so that no piece is long; what is typed comes between two of them.
MODULES = (
    "app.core.forms", "app.core.steps.table", "app.db.engine.keys", "app.db.migrations", "app.db.projection",
    "app.services.register", "app.services.matters", "app.services.today", "app.services.month", "app.services.safety",
    "app.services.desk", "app.services.opening", "app.ui.widgets.side_panel", "app.ui.main_window", "app.ui.help.guide",
    "app.ui.start.way_back", "app.ui.desk_window", "app.ui.today.page",
)  # fmt: skip


def import_meanwhile(window: QWidget) -> Warming:
    """Begin when the window has been painted; a password that comes sooner imports the rest itself."""
    warming = Warming(window, imports(MODULES), lambda: False)
    warming.wait()
    return warming
