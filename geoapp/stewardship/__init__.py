"""Moderation: submissions, reports and managers' invitations."""
