"""The verbs: what can happen to what people add, a file each."""
