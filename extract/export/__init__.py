"""Tables for researchers: one schema, and writers and readers of each format."""
