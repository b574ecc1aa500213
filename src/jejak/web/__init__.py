"""The web face: the record in the browser and over an API."""
