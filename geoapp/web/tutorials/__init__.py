"""Pages of tutorials and the places to make them."""
