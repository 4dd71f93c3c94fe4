"""The self-test of the installed program (`--self-test`): real work on invented people in a folder that goes again.

It proves what a package may have lost on its way: files, fonts, libraries, the limited reader's own process.
"""
