"""Which venues can do a tutorial: candidates, fit, order, reasons and plans."""
