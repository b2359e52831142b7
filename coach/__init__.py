"""coach: a sales management system in the terminal, and a coach to run it."""

__version__ = "0.1.0"
