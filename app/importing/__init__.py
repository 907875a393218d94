"""Understand the rows of a spreadsheet before anything is written."""
