"""The encrypted vault: the only place that writes records."""
