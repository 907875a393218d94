"""Sealed packages of files: keys and cards, what travels, packing, opening, taking, merging."""
