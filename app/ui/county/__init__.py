"""The county's window: who has sent, taking in, the tables, what two townships may share."""
