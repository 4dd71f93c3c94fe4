"""A clerk's practice day, played through the real windows by keys: for machines without a display, and for tests."""
