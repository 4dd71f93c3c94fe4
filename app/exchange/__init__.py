"""BUNDLES and registers: bytes in, checked records out; records in, bytes out.

Everything read here may be hostile. It knows no database and no window.
"""
