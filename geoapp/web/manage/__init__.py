"""The organizers' side: register venues and keep them."""
