"""The panes of the reading screen but the reader."""
