"""Documents on their way in and out of the vault: recognised, cleaned, read, written, wiped."""
