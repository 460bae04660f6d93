"""Somebody who reads pages and fills in their forms, without a browser."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from uuid import uuid4

from lxml import html


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


_opener = urllib.request.build_opener(_NoRedirects)


@dataclass
class Visitor:
    """One person at one address; `cookies` are sent and renewed."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "2001:db8::1"

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page."""
        status, text, _location = self._ask(path, None, "")
        return status, text

    def form(self, path: str, field_name: str) -> dict[str, str]:
        """Return the values of the form of a page that has this field."""
        _status, text = self.get(path)
        for form in html.fromstring(text).forms:
            if field_name in form.fields:
                values = dict(form.form_values())
                return values | {"action": form.action or path}
        raise LookupError(f"{path} has no form with {field_name}.")

    def post(
        self, path: str, values: dict[str, str], files: tuple = ()
    ) -> tuple[int, str, str]:
        """Send a form; return the status, the text and where it leads."""
        entered = {name: text for name, text in values.items() if name != "action"}
        if not files:
            form = "application/x-www-form-urlencoded"
            return self._ask(path, urllib.parse.urlencode(entered).encode(), form)
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            f"{text}\r\n".encode()
            for name, text in entered.items()
        ]
        for name, file_name, data in files:
            head = (
                f'--{boundary}\r\nContent-Disposition: form-data; name="{name}";'
                f' filename="{file_name}"\r\nContent-Type: image/jpeg\r\n\r\n'
            )
            parts.append(head.encode() + data + b"\r\n")
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return self._ask(path, body, f"multipart/form-data; boundary={boundary}")

    def _ask(self, path: str, body: bytes | None, form: str) -> tuple[int, str, str]:
        headers = {
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(
                f"{name}={text}" for name, text in self.cookies.items()
            ),
            "Referer": self.site + path,
        }
        if form:
            headers["Content-Type"] = form
        request = urllib.request.Request(self.site + path, body, headers)  # noqa: S310
        try:
            answer = _opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            for line in answer.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            text = answer.read().decode("utf-8", "replace")
            return answer.status, text, answer.headers.get("Location", "")
