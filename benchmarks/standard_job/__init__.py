"""The job stream processors are compared on: join answers to queueings, sum per queue and minute, exactly once."""
