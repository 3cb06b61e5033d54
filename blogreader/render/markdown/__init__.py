"""Parsing Markdown into blocks."""
