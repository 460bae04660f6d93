"""What `./makerloom` does once Python is there. The standard library only, to start fast."""
