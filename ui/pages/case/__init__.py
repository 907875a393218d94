"""One case file: who, what happened, what is agreed."""
