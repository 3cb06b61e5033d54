"""Markdown parsed to blocks."""
