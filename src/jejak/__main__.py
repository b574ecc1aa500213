"""`python -m jejak` is `jejak`."""

from jejak.cli import main

main()
