"""Looks for damage in every file of a vault, and saves what can be saved."""
