"""Blocks laid out as lines of a width."""
