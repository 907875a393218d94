"""The annual report: written, looked at page by page, published."""
