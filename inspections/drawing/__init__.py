"""A random draw that nobody can steer and anybody can check: pure Python, re-runnable by an outsider.

A roster is read (`roster`), a plan is held against it (`plan`), a commitment is made, and once a public value exists
the draw follows from it alone (`protocol`). `docs/draw.md` has every byte; `scripts/verify_draw.py` is the second
implementation, which shares no line with this one.
"""
