"""The numbered steps of the database schema."""
