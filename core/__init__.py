"""The vocabulary every app shares; it knows nothing of inspections."""
