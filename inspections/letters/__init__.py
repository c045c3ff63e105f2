"""Letters of notice and of entrustment: their words in both languages, and the file in the letter form.

Knows neither Django nor the database: `wording` turns `Facts` into a `Letter`, `docx` writes one.
"""
