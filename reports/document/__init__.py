"""The report as a document: frozen data in, HTML and PDF out. Pure Python, tested without a database."""
