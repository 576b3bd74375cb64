"""Stage two: one-minute sums merged into windows, gauges and metric records."""
