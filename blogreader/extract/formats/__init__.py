"""Pages that are not HTML: Markdown, plain text, and the alternates that a page names."""
