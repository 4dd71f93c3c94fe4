"""The practice office in the window: the guided first day, and beginning anew."""
