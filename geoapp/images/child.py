"""Processes an image in a child process with limits on memory and time.

`python -m geoapp.images.child` reads an image from standard input and writes a line of
JSON, with the sizes and lengths of the files, and then the files.
"""

import json
import resource
import subprocess
import sys

from geoapp.images.process import (
    PhotoTooLarge,
    ProcessedImage,
    UnreadablePhoto,
    process_image,
)

MAX_MEMORY_BYTES = 768 << 20
MAX_S = 60
_ERRORS = {"unreadable": UnreadablePhoto, "too_large": PhotoTooLarge}
_BROKEN = "This photo cannot be read. Use a JPEG, PNG or WebP file."


def process_in_child(data: bytes) -> ProcessedImage:
    """Return the image in display sizes, as `process_image` does.

    A child that needs more than 768 MB or a minute is ended, and the image counts
    as unreadable. Raises UnreadablePhoto and PhotoTooLarge.
    """
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "geoapp.images.child"],
            input=data,
            capture_output=True,
            timeout=MAX_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadablePhoto(_BROKEN) from None
    head, _newline, body = ended.stdout.partition(b"\n")
    if ended.returncode != 0 or not head:
        raise UnreadablePhoto(_BROKEN)
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
