#!/usr/bin/env python
"""Django's command line for Makerloom."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geoapp.config.settings")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has seen enough (`| head`), and nothing went wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
