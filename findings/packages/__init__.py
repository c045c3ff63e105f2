"""File packages: a request, or a return, as one signed file for a body that has no accounts here.

`docs/packages.md` describes the format.
"""
