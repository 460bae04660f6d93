"""Reports by anybody: the form, the receipt, and the decision for those concerned."""
