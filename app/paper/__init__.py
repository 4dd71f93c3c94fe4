"""PAPER. Plain data in, PDF bytes out. The only importer of reportlab; one file per form."""
