"""What is written on every database of ours: whose it is, and which shape its tables have."""

APPLICATION_ID = 0x636F6163
"""`coac` in the header of every SQLite file of ours, so that another program's file is told apart before it is touched."""
SCHEMA = 1
"""The number of the newest migration this program knows."""
