"""What she may choose: codes, employers, look, lock; and what the vault remembers."""
