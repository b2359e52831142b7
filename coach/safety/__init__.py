"""Backups, restore, doctor."""
