"""Widgets that know no office: they show, ask and pass on. Every page is built from these."""
