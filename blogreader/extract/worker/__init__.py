"""Extraction in a separate process, and its protocol."""
