"""The forms of each step; they convert a venue's values to form fields and back."""
