"""Values and rules of the trade, in plain Python."""
