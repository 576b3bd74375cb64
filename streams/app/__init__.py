"""The one composition root: settings and policy in, running parts out."""
