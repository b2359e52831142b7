"""Bringing leads in and taking them out."""
