"""The element's script, at an address that pasted lines can rely on."""

import hashlib
import json
import re
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import etag, require_safe

from geoapp.web.embed.messages import all_messages
from geoapp.web.service_worker.release import release

_OURS = settings.BASE_DIR / "static" / "makerloom"
# Nothing else is handed out here, whatever a path says.
_PARTS = frozenset(
    [
        "embed/element.js",
        "embed/api_client.js",
        "embed/formatter.js",
        "embed/result_text.js",
        "embed/results.js",
        "embed/tutorial.js",
        "lib/dom.js",
    ]
)
_BLOCK = r"\s*:root \{(.*?)\n\s*\}"
_DECLARED = r"(--[\w-]+): ([^;]+);"
_YEAR_S = 365 * 86_400


def _release() -> str:
    return release().name


@cache
def _entry() -> str:
    config = json.dumps(
        {"words": all_messages(), "style": _style()}, ensure_ascii=False
    )
    address = f"./parts/{_release()}/embed/element.js"
    return f'import {{ define }} from "{address}";\ndefine({config});\n'


def _tag(text: str) -> str:
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


@require_safe
@etag(lambda _request: _tag(_entry()))
def script(_request: HttpRequest) -> HttpResponse:
    """Answer the script that another site's page loads.

    It is asked for again each time and mostly answered with 304, so that a pasted
    line follows our releases; its parts have addresses of their release.
    """
    answer = _for_everybody(_entry())
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


@require_safe
def part(_request: HttpRequest, release: str, name: str) -> HttpResponse:
    """Answer a part of the script; that of another release is not kept."""
    if name not in _PARTS:
        raise Http404
    answer = _for_everybody((_OURS / "js" / name).read_text())
    if release == _release():
        patch_cache_control(answer, public=True, max_age=_YEAR_S, immutable=True)
    else:
        patch_cache_control(answer, no_store=True)
    return answer


def _for_everybody(text: str) -> HttpResponse:
    """Return a script that pages of every origin may load: modules need the leave."""
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _style() -> str:
    """Return the site's tokens and the rules of the element's tree.

    A colour follows the `color-scheme` of the page that the element stands in; a
    browser that cannot tell shows the light ones.
    """
    tokens = (_OURS / "css" / "tokens.css").read_text()
    blocks = re.findall(_BLOCK, tokens, re.DOTALL)
    light, dark, *_others = (dict(re.findall(_DECLARED, block)) for block in blocks)
    either = {
        name: f"light-dark({light[name]}, {value})"
        for name, value in dark.items()
        if re.fullmatch(r"#[0-9a-f]{6,8}", value) and light[name].startswith("#")
    }
    rules = (_OURS / "css" / "embed" / "near_you.css").read_text()
    supported = "@supports (color: light-dark(#000, #fff))"
    return f"{_host(light)}\n{supported} {{ {_host(either)} }}\n{rules}"


def _host(tokens: dict[str, str]) -> str:
    style = "".join(f"{name}: {value}; " for name, value in tokens.items())
    return f":host {{ {style}}}"
