"""What a body entrusted is asked for, as plain values: the form of a return. No Django, no database.

`model` is the form, `store` its canonical JSON, which goes into packages and workbooks and whose digest fixes it.
"""
