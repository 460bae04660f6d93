"""Who vouches for what: what people add is looked at before it is shown."""
