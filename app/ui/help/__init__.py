"""帮助: our own short pages, shown beside the page they are about."""
