"""The outbox: emails are stored with what they tell and sent by the worker."""
