"""One kept connection that asks and reads whole answers, at the least cost there is.

`http.client` alone would take as long as our fastest answers; what it spends would
be counted for everybody alike and make all ratios look better than they are.
"""

import socket
import time
from dataclasses import dataclass

_HEAD_END = b"\r\n\r\n"


class BadAnswer(Exception):
    """A server answered something else than it was asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how long it took from the first byte sent to the last read."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int
    seconds: float


class Connection:
    """A kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def get(self, target: str, **headers: str) -> Reply:
        """Ask for a target; `headers` have underscores for hyphens."""
        said = [f"GET {target} HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        said += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
        request = ("\r\n".join(said) + "\r\n\r\n").encode()
        started = time.perf_counter()
        self._socket.sendall(request)
        status, found, rest = self._head()
        if status == 304:
            body, wire = b"", len(rest)
        elif "content-length" in found:
            body = self._exactly(int(found["content-length"]), rest)
            wire = len(body)
        else:
            body, wire = self._chunks(rest)
        seconds = time.perf_counter() - started
        return Reply(status, found, body, wire, seconds)

    def _head(self) -> tuple[int, dict[str, str], bytes]:
        data = b""
        while _HEAD_END not in data:
            data += self._read()
        head, _, rest = data.partition(_HEAD_END)
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        return int(first.split()[1]), {n.lower(): v.strip() for n, _, v in pairs}, rest

    def _read(self) -> bytes:
        data = self._socket.recv(1 << 18)
        if not data:
            raise BadAnswer("The server hung up.")
        return data

    def _exactly(self, size: int, start: bytes) -> bytes:
        parts, there = [start], len(start)
        while there < size:
            parts.append(self._read())
            there += len(parts[-1])
        return b"".join(parts)

    def _chunks(self, data: bytes) -> tuple[bytes, int]:
        parts, wire = [], 0
        while True:
            while b"\r\n" not in data:
                data += self._read()
            line, _, data = data.partition(b"\r\n")
            size = int(line.split(b";")[0], 16)
            data = self._exactly(size + 2, data)
            wire += len(line) + size + 4
            parts.append(data[:size])
            data = data[size + 2 :]
            if size == 0:
                return b"".join(parts), wire
