"""The content of a return as plain values: what stands in it, what is wrong with it, what changed. No Django.

`content` is the shape, `rules` the one set of rules, `changes` compares two contents and merges three, `sums` adds up
what several bodies gave.
"""
