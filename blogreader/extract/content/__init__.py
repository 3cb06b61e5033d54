"""Which part of a page is the article, and what is left out of it."""
