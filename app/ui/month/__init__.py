"""The month page (月结): the table of a period, the records behind each figure, and the way to the bundle."""
