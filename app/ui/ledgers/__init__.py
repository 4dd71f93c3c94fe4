"""The ledgers page (台账): the office's own papers."""
