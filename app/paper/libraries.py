"""What drawing a paper imports when the first one is drawn."""

LATER = ("reportlab.pdfbase.pdfdoc", "reportlab.pdfbase.ttfonts", "reportlab.pdfgen.canvas")
