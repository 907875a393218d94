"""The page of the files entrusted to a colleague, and of what presses."""
