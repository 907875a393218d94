"""The ways into a vault: opened, brought up to date, rescued, its leftovers settled."""
