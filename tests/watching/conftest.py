"""A web server on the loopback interface, and settings to reach it."""

from local_site import hasty, html_page, local, paragraph, site

__all__ = ["hasty", "html_page", "local", "paragraph", "site"]
