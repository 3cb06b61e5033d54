"""Makes articles readable without a network."""
