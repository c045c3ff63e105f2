"""Settings: `base` for what is always so, `dev`, `test` and `prod` for what differs."""
