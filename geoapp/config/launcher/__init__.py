"""What `./makerloom` does once Python is there. Standard library only, to start fast."""
