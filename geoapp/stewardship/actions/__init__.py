"""Actions on submissions, reports and invitations, one use case per module."""
