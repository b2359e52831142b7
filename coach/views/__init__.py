"""Every question a screen or a command asks; the answers are small frozen values."""
