"""The way in: open, create, or explore with fictitious data."""
