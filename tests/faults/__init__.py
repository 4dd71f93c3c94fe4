"""Faults: power cuts, kills, failing disks, flipped bits, edited history, wrong clocks (reliability.md §3)."""
