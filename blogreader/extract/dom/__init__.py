"""The page as a tree: parsing, nodes, selectors."""
