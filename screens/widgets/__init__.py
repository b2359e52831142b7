"""What two screens share: lists, the board, the bars and panels. They draw rows from a source and know nothing of leads."""
