"""Reads shaped for one screen each."""
