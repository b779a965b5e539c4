"""Images made fit to be read, each step only where the page needs it, and the way back to points on the page."""
