"""The installed command line. Like the window it is also the limited reader of foreign files that it starts
itself, and what the window prints is wanted on a terminal."""

import sys

from app.__main__ import READ_BUNDLE
from app.services.apart import FLAG

if sys.argv[1:2] in ([FLAG], [READ_BUNDLE], ["--self-test"], ["--shots"]):
    from app.__main__ import main as window

    sys.exit(window())

from app.cli import main

main()
