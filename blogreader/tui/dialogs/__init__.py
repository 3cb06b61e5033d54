"""Screens over the reading screen."""
