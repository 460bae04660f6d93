"""A page as a browser's parser sees it: elements and attributes, not text."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects every element with its attributes, and the visible text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._read: list[str] = []
        self._script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, dict(attrs)))
        self._script = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Leave a script."""
        if tag in ("script", "style"):
            self._script = False

    def handle_data(self, data: str) -> None:
        """Keep what a person reads."""
        if not self._script:
            self._read.append(data)

    @property
    def text(self) -> str:
        """Return what a person reads, as a browser shows its white space."""
        return " ".join("".join(self._read).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]
