"""The commands, one module each: what it takes, and how it is run."""
