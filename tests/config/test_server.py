"""A process that is replaced leaves new connections to the one after it."""

import socket
import subprocess
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("elsewhere the processes share one socket", allow_module_level=True)

# A process that listens at a socket of its parent's, and stops.
CHILD = """
import os, socket, sys
from geoapp.config.server import stop_accepting
number = int(sys.argv[1])
copy = os.dup(number)
stop_accepting(number)
for descriptor in (number, copy):
    with socket.socket(fileno=descriptor) as listener:
        try:
            listener.accept()
        except BlockingIOError:
            print("nobody")
"""


def test_it_accepts_nobody_and_whoever_waits_is_accepted_by_another():
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as early,
    ):
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(listener.fileno())],
            pass_fds=[listener.fileno()],
            capture_output=True,
            text=True,
            check=True,
        )
        with socket.create_connection(listener.getsockname()) as late:
            for client in (early, late):
                connection, address = listener.accept()
                assert address == client.getsockname()
                connection.close()
    assert child.stdout == "nobody\nnobody\n"
