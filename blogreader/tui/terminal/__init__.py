"""The terminal and the system around it."""
