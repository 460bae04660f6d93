"""Extracts the texts marked for translation in templates and code."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.template import Engine, Template
from django.template.base import Node, Variable
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from geoapp.config.translations.catalogue import Text

_MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}


def texts_in_use() -> list[Text]:
    """Return every marked text once, in the order of the files."""
    texts = [text for path in _files("geoapp", "*.py") for text in _texts_of_code(path)]
    for path in [*_files("templates", "*.html"), *_files("templates", "*.txt")]:
        name = path.relative_to(settings.BASE_DIR / "templates").as_posix()
        texts += _texts_of_template(Engine.get_default().get_template(name))
    plurals = {text.singular for text in texts if text.plural}
    # A plural's entry answers for its singular alone as well.
    singular_once = [
        text for text in texts if text.plural or text.singular not in plurals
    ]
    return list(dict.fromkeys(singular_once))


def _files(folder: str, pattern: str) -> list[Path]:
    return sorted((settings.BASE_DIR / folder).rglob(pattern))


def _texts_of_code(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            arguments = [a.value for a in node.args if isinstance(a, ast.Constant)]
            texts = [value for value in arguments if isinstance(value, str)]
            if texts and len(texts) == _MARKS.get(node.func.id):
                yield Text(*texts)


def _texts_of_template(template: Template) -> Iterator[Text]:
    for node in _nodes(template.nodelist):
        if isinstance(node, TranslateNode):
            var = node.filter_expression.var
            text = var.literal if isinstance(var, Variable) else var
            # `{% translate %}` doubles the per cent signs of what it looks up.
            yield Text(str(text).replace("%", "%%"))
        elif isinstance(node, BlockTranslateNode):
            singular, _ = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Text(singular, plural)


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Return all nodes; a block of our own tags does not tell Django what it holds."""
    for node in nodes:
        yield node
        for name in dict.fromkeys((*node.child_nodelists, "nodelist")):
            yield from _nodes(getattr(node, name, ()))
