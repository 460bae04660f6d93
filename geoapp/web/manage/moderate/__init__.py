"""The moderation queue: submissions, reports and decisions."""
