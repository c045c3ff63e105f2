"""An existing report as a file becomes paragraphs with their roles. Pure Python, no Django."""
