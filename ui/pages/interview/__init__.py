"""Log an interview, or any other intervention: a minute at the keyboard."""
