"""Chinese: quantities written, and read out of prose."""
