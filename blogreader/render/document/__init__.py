"""A parsed document: its blocks, places, plain text and search."""
