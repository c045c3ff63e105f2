"""Whether a Chinese and an English report say the same. Pure Python, no Django."""
