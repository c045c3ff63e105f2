"""A Chinese and an English paragraph laid side by side."""
