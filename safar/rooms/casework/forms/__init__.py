"""What the worker's page asks, one form a step, the same with script and without."""
