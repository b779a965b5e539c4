"""Reading a document page by page: its text layer where that can be trusted, recognition where it cannot."""
