"""Every way the records can change: one function per verb the owner would say, each one transaction and one undo."""
