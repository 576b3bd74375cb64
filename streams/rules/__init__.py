"""One file a rule over windows: when somebody has to know."""
