"""The steps of a venue's form; each turns what is held true into fields and back."""
