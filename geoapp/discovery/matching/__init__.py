"""Which venues suit a tutorial: candidates, fit, order, reasons and plans."""
