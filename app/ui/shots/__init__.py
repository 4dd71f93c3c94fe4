"""Pictures of every page, panel and paper, taken from the real windows over the practice office (`make shots`)."""
