"""The first minutes: setting up an office, and opening it again with its password."""
