"""The county's store on a PostgreSQL server; nothing here is loaded before a `postgresql://…` is named."""
