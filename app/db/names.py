"""What the files of a register and of its copies are called."""

DATABASE, MANIFEST = "main.db", "backup.json"
