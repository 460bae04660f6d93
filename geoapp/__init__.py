"""Makerloom: liked it online? Make it nearby."""
