"""What other sites show of Makerloom: an element, and small pages for a frame."""
