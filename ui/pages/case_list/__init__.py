"""All case files, found as one types."""
