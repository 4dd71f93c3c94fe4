"""TABLES AND PROSE. Spreadsheets and documents that are not statutory forms."""
