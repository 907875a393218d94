"""When the system says that she leaves: its own lock, sleep, lid, another user, the end of day."""
