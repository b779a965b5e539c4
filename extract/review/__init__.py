"""The review page: scan and records side by side, corrected with the keyboard."""

from extract.review.serve import ServeOptions, serve

__all__ = ["ServeOptions", "serve"]
