"""What is said to the terminal and the system around it."""
