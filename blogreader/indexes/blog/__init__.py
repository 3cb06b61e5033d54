"""A blog's whole archive from its responses: parsed, compared and judged, without the network."""
