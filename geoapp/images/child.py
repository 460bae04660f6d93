"""Processes an image in a child process with limits on memory and time.

`python -m geoapp.images.child` reads an image from standard input and writes a line of
JSON, with the sizes and lengths of the files, and then the files.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from geoapp.images.process import (
    UNREADABLE,
    PhotoTooLarge,
    ProcessedImage,
    UnreadablePhoto,
    process_image,
)

MAX_MEMORY_BYTES = 768 << 20
MAX_S = 60  # of processor time
_PATIENCE_S = 240  # on a machine that is busy with other things
_CRASHES = {signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS}
# The decoder of a stranger's file is told no secret of the site.
_ENVIRONMENT = {"PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "TMPDIR"}
_ROOT = Path(__file__).parents[2]
_ERRORS = {"unreadable": UnreadablePhoto, "too_large": PhotoTooLarge}


class ChildEnded(Exception):
    """The child was ended from outside, which says nothing about the image."""


def process_in_child(data: bytes) -> ProcessedImage:
    """Return the image in display sizes, as `process_image` does.

    An image that needs more than 768 MB or a minute of processor time, or crashes its
    decoder, counts as unreadable. Raises UnreadablePhoto, PhotoTooLarge and ChildEnded.
    """
    environment = {k: v for k, v in os.environ.items() if k in _ENVIRONMENT}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "geoapp.images.child"],
            input=data,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            env=environment,
            cwd=_ROOT,
            # Whoever stops the site must not make a photo unreadable.
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildEnded(f"It took more than {_PATIENCE_S} s.") from error
    if -ended.returncode in _CRASHES:
        raise UnreadablePhoto(UNREADABLE)
    if ended.returncode != 0:
        raise ChildEnded(f"It ended with {ended.returncode}.")
    head, _newline, body = ended.stdout.partition(b"\n")
    result = json.loads(head)
    if "error" in result:
        raise _ERRORS[result["error"]](result["words"])
    files, start = {}, 0
    for width, length in result["files"]:
        files[width] = body[start : start + length]
        start += length
    return ProcessedImage(width=result["width"], height=result["height"], files=files)


def main() -> None:
    """Process standard input within the limits of memory and processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_S, MAX_S))
    try:
        image = process_image(sys.stdin.buffer.read())
    except (UnreadablePhoto, PhotoTooLarge) as error:
        code = "too_large" if isinstance(error, PhotoTooLarge) else "unreadable"
        head: dict[str, object] = {"error": code, "words": str(error)}
        files: list[bytes] = []
    else:
        head = {
            "width": image.width,
            "height": image.height,
            "files": [(width, len(data)) for width, data in image.files.items()],
        }
        files = list(image.files.values())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(files))


if __name__ == "__main__":
    main()
