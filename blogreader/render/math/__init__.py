"""Formulas as lines of text."""
