"""A blog's whole archive from what it answers: read, compared, and judged; without the network."""
