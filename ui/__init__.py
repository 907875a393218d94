"""The outermost ring: the desktop, the command line and the wiring."""
