"""Articles made readable without a network."""
