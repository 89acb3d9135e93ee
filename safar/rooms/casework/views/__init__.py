"""Pages of casework for workers and for the public, one module a topic."""
