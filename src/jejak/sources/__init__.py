"""Room 1, sources: files, folders, rows, archives, feeds and addresses -> Capture."""

from jejak.sources.opening import files_in, open_file, open_sources
from jejak.sources.settings import FetchSettings, SourceSettings

__all__ = ["FetchSettings", "SourceSettings", "files_in", "open_file", "open_sources"]
