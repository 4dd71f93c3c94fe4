"""RULES. Pure Python: no database, no clock, no file, no window.

One file per noun of the trade. `decide(state, command)` says what may happen and
`apply(state, entry)` what an entry means; everything else is a plain function.
"""
