"""The journal of states: files, lines, merging, undo, writing."""
