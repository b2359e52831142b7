"""The front door: one file per command, each parses, calls an action or a view, and prints."""
