"""The analyst's report: one HTML file about everything that was read."""

from extract.report.build import run_report, to_html
from extract.report.gather import Gathered, gather

__all__ = ["Gathered", "gather", "run_report", "to_html"]
