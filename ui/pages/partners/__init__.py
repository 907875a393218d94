"""The page of the address book."""
