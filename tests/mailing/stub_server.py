"""A mail server that behaves as it is told, on a port of this machine."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OK = "250 OK"
CUT = "cut"  # close the connection instead of a reply


@dataclass
class StubServer:
    """Replies to each command; `replies` names those that are not the usual ones.

    A reply of "" is none at all. `drip` sends a byte of each reply every so many
    seconds.
    """

    port: int
    replies: Mapping[str, str] = field(default_factory=dict)
    drip_s: float = 0
    received: list[str] = field(default_factory=list)
    connections: int = 0
    dripped: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def talk(self, connection: socket.socket) -> None:
        """Speak SMTP with one client until it leaves."""
        self.connections += 1
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            if not self._reply(connection, "CONNECT", "220 stub ready"):
                return
            for line in lines:
                verb = line.split(b" ")[0].strip().decode().upper()
                usual = {"DATA": "354 Go on", "QUIT": "221 Bye"}.get(verb, OK)
                if not self._reply(connection, verb, usual):
                    return
                if verb == "DATA" and self.replies.get("DATA", "354").startswith("3"):
                    text = b"".join(iter(lines.__next__, b".\r\n"))
                    if self.replies.get("TEXT") != CUT:
                        self.received.append(text.decode())
                    if not self._reply(connection, "TEXT", OK):
                        return

    def _reply(self, connection: socket.socket, verb: str, usual: str) -> bool:
        reply = self.replies.get(verb, usual)
        if not reply:
            self.ended.wait()
        if reply in {"", CUT}:
            return False
        line = f"{reply}\r\n".encode()
        if not self.drip_s:
            connection.sendall(line)
            return True
        for byte in line:
            connection.sendall(bytes([byte]))
            self.dripped += 1
            if self.ended.wait(self.drip_s):
                return False
        return True


@contextmanager
def stub_server(
    replies: Mapping[str, str] | None = None, *, drip_s: float = 0
) -> Iterator[StubServer]:
    """Listen on a free port until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = StubServer(listener.getsockname()[1], dict(replies or {}), drip_s)

    def listen() -> None:
        with suppress(OSError):
            while True:
                connection, _address = listener.accept()
                threading.Thread(
                    target=server.talk, args=[connection], daemon=True
                ).start()

    threading.Thread(target=listen, daemon=True).start()
    yield server
    server.ended.set()
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
