"""Crafts and equipment: what each is, where it is, and what is made with it."""
