"""Answers to people's questions, read from the published projection."""
