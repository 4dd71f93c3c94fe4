"""The machinery under every store: driver, open sequence, keys, migrations, durable files.

It knows no noun of the trade, so the county's desk stands on it as well.
"""
