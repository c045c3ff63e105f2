"""The arithmetic that one text states: what stands together must agree."""
