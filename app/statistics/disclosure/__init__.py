"""Keep published figures from pointing at anyone."""
