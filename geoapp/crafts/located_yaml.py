"""YAML whose values know the file and line that they come from."""

from collections.abc import Iterator

import yaml

from geoapp.common.errors import DomainError

# The C parser is ten times as fast; PyYAML can be built without it.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

# The location of a value: list, concept, field and item.
SourcePath = tuple[str, ...]


class InvalidVocabulary(DomainError):
    """A file of the vocabulary breaks a rule; `line` counts from 1."""

    def __init__(self, message: str, *, line: int, file: str = "") -> None:
        where = f"{file}, line" if file else "Line"
        super().__init__(f"{where} {line}: {message}")
        self.line = line
        self.message = message


def line_number(node: yaml.Node) -> int:
    """Return the line on which a node starts, counted from 1."""
    return int(node.start_mark.line) + 1


class LocatedYaml:
    """A parsed file; `line_of` returns the line of a value."""

    def __init__(self, text: str, *, file: str = "") -> None:
        """Parse the YAML. Raises InvalidVocabulary if it is invalid."""
        self._lines: dict[SourcePath, int] = {}
        self._file = file
        try:
            root = yaml.compose(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self.invalid(
                f"This is not valid YAML: {error.problem}.", line
            ) from None
        if root is None:
            raise self.invalid("The file is empty.", 1)
        self._root = root

    def invalid(self, message: str, line: int) -> InvalidVocabulary:
        """Return the error that names this file and a line of it."""
        return InvalidVocabulary(message, line=line, file=self._file)

    def line_of(self, *key_path: str) -> int:
        """Return the line of the longest known prefix of a path, or 1."""
        for length in range(len(key_path), 0, -1):
            if key_path[:length] in self._lines:
                return self._lines[key_path[:length]]
        return 1

    def text(self, node: yaml.Node) -> str:
        """Return a word or phrase, its blanks collapsed."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.invalid("Expected a word or phrase.", line_number(node))
        return " ".join(str(node.value).split())

    def words(self, node: yaml.Node, key_path: SourcePath) -> tuple[str, ...]:
        """Return the words and phrases of a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.invalid("Expected a list.", line_number(node))
        words = []
        for item in node.value:
            word = self.text(item)
            self._lines[(*key_path, word)] = line_number(item)
            words.append(word)
        return tuple(words)

    def fields(
        self, node: yaml.Node, key_path: SourcePath, allowed: frozenset[str] | None
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield a mapping's keys and values; reject unknown and repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            raise self.invalid("Expected `name: value` pairs.", line_number(node))
        seen: set[str] = set()
        for key_node, value in node.value:
            key, line = self.text(key_node), line_number(key_node)
            if allowed is not None and key not in allowed:
                expected = ", ".join(sorted(allowed))
                raise self.invalid(f"`{key}` is unknown. Use {expected}.", line)
            if key in seen:
                raise self.invalid(f"`{key}` occurs twice.", line)
            seen.add(key)
            self._lines[(*key_path, key)] = line
            yield key, value
