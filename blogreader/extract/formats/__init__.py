"""Pages that are not HTML: Markdown, plain text, and alternates that a page links to."""
