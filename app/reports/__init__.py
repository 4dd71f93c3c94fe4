"""Files other programs write on in: the only room that knows docx."""
