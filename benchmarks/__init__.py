"""Side-by-side measurements against a baseline in the same run: `python -m benchmarks`."""
