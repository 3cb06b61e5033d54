"""The reading screen and its controllers."""
