"""Where words come from: recognition of images, text layers of PDFs, and plain text."""
