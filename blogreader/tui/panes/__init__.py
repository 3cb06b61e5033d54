"""The panes of the reading screen, except for the reader."""
