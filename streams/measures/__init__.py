"""What is measured, one file a measure, and the sums it is kept in."""
