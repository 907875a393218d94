"""Everything that holds the words typed in the search box."""
