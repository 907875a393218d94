"""Documents made from protected figures."""
