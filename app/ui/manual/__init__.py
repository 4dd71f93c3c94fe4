"""The manual played in the real window: its steps are carried out as they are written, its pictures taken on the way."""
