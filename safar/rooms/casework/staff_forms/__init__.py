"""Forms of casework for staff, one module a topic."""
