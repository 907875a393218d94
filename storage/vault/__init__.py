"""Keys, slots, header and session of the vault."""
