"""Lists that may be abandoned while they are made, for whoever asks for them a letter at a time."""

from blogreader.catalogue.abandonment import Abandonable, Abandoned

__all__ = ["Abandonable", "Abandoned"]
