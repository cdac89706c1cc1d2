"""The auditors' report: one self-contained HTML page and the JSON it is rendered from, number for number."""

from delivery.report.render_html import render_html
from delivery.report.render_json import render_json

__all__ = ["render_html", "render_json"]
