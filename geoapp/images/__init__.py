"""Pictures that people upload: checked, decoded small, re-encoded and stored."""
