"""Backups: one file each, verified before it gets its name, restored without touching the old."""
