"""Results into what is printed: JSON by the contract, and text for a terminal."""
