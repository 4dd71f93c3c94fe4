"""`python -m app.cli`: the command line where it has not been installed as a command."""

from app.cli import main

main()
