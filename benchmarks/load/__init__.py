"""What the product bears: `python -m benchmarks.load PART…` (docs/performance.md)."""
