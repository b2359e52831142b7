"""What the owner sees: the full-screen application."""
