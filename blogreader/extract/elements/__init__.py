"""The elements of an article: code, tables, figures, footnotes, formulas, callouts."""
