"""What she sees first in the morning."""
