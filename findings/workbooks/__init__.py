"""A return as a workbook: form and content in, bytes out; bytes in, content out. No Django, no database.

`layout` says which cell holds which address and is the same for both ways. `writing` makes the file, `book` opens one
that came back, `reading` takes the values out of its cells, `judging` sets them against what the draft says by now, and
`marking` gives the file back with red cells and notes.
"""
