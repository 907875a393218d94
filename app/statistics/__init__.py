"""From counted rows to protected tables and documents, without side effects."""
