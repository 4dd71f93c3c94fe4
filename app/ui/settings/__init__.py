"""设置: the office, its rosters, how it counts, this screen, and the safety of the data."""
