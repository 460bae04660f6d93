"""The vocabulary of crafts, equipment and materials shared by venues and tutorials."""
