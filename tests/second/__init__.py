"""The office counted a second time, slowly and plainly, to hold the program's figures against."""
