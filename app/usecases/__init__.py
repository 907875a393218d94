"""One service per subject: what the assistant can do."""
