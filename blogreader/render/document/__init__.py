"""A parsed document: its blocks, places in it, its plain text, and finding in it."""
