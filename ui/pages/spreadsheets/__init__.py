"""Bringing in the spreadsheets that she keeps today."""
