"""Armoire, the locked cabinet of the social worker: its name, its version, nothing else."""

NAME = "Armoire"
VERSION = "0.4.0"
