"""Figures: hers in full, and those that may be published."""
