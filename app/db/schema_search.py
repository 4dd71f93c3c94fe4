"""The schema step that cuts the search index into pairs of characters (platform.md §9)."""

SEARCH_PAIRS = """
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(
    number, people, digits, body, content='', contentless_delete=1, prefix='1', tokenize='ascii'
);
"""
