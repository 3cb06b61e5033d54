"""Laying blocks out as lines of a given width."""
