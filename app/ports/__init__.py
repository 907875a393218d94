"""What the services need from outside: protocols, rows and port errors."""
