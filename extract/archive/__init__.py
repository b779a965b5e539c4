"""Runs over archives: sources, ledger, limited children, workers, and the tables at the end."""
