"""A picture that needs too much ends a child process, and nothing else."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from geoapp.images import child
from geoapp.images.child import ChildEnded, process_in_child
from geoapp.images.process import PhotoTooLarge, UnreadablePhoto, process_image
from tests.photos import picture, png_of


def large_png(width: int, height: int) -> bytes:
    """Return a small file of so many pixels of one colour."""
    rows = zlib.compress((b"\0" + b"\x7f\x40\x20" * width) * height, 9)
    head = png_of(width, height)
    start = head.index(b"IDAT") - 4
    chunk = b"IDAT" + rows
    end = zlib.crc32(chunk).to_bytes(4, "big")
    return head[:start] + len(rows).to_bytes(4, "big") + chunk + end + head[-12:]


def test_a_child_gives_the_same_files():
    data = picture()
    assert process_in_child(data) == process_image(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"nothing", UnreadablePhoto), (png_of(10_000, 6000), PhotoTooLarge)],
)
def test_a_child_gives_the_same_errors(data, error):
    with pytest.raises(error):
        process_in_child(data)


def test_a_child_that_needs_too_much_memory_is_an_unreadable_photo(monkeypatch):
    monkeypatch.setattr(child, "MAX_MEMORY_BYTES", 100 << 20)
    code = (
        "from geoapp.images import child; child.MAX_MEMORY_BYTES = 100 << 20; "
        "child.main()"
    )
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda _command, **options: run([sys.executable, "-c", code], **options),
    )
    with pytest.raises(UnreadablePhoto):
        process_in_child(large_png(6000, 6000))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import os; os.kill(os.getpid(), 24)", UnreadablePhoto),  # SIGXCPU
        ("import os; os.kill(os.getpid(), 11)", UnreadablePhoto),  # SIGSEGV
        ("import os; os.kill(os.getpid(), 15)", ChildEnded),
        ("import os; os.kill(os.getpid(), 9)", ChildEnded),
        ("raise ImportError", ChildEnded),
    ],
)
def test_only_its_own_crash_makes_a_picture_unreadable(monkeypatch, code, error):
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda _command, **options: run([sys.executable, "-c", code], **options),
    )
    with pytest.raises(error):
        process_in_child(picture())


def test_a_child_that_takes_too_long_is_tried_again(monkeypatch):
    monkeypatch.setattr(child, "_PATIENCE_S", 0.01)
    with pytest.raises(ChildEnded):
        process_in_child(picture())


def test_a_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    seen = {}
    run = subprocess.run

    def look(command, **options):
        seen.update(options["env"])
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", look)
    process_in_child(picture())
    assert "PATH" in seen
    assert "SECRET_KEY" not in seen


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_a_picture_of_50_million_pixels_needs_less_than_320_megabytes():
    data = large_png(8160, 6120)  # what phones take
    code = (
        "import re, sys; from geoapp.images.process import process_image; "
        "process_image(sys.stdin.buffer.read()); "
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, check=True
    )
    assert int(ended.stdout) * 1024 < 320_000_000
