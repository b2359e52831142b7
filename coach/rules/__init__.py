"""The rules of the pipeline: pure functions and small values. No clock, no file, no database, no screen."""
