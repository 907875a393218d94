"""A document as PDF pages."""
