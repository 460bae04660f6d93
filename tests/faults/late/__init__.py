"""An app that changes the table of the venues, as a later release might."""
