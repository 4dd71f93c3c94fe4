"""STORAGE. The township's register: an append-only journal and the tables computed from it.

The only room that speaks SQL. No rule of the office is decided here.
"""
