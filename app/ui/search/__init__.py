"""The one search box and what it looks through: matters, people's matters, papers, pages, commands, help."""
