"""The stories themselves: what they are, how they are read, what their text becomes."""
