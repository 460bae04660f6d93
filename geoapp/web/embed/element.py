"""The script of the embedded element, at a permanent URL."""

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
# No other file is ever served here.
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
    """Return the script that other sites load.

    It is revalidated on each load, so that embeds follow our releases. The URLs of its
    parts contain the release.
    """
    answer = _cross_origin_script(_entry())
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


@require_safe
def part(_request: HttpRequest, release: str, name: str) -> HttpResponse:
    """Return a part of the script; only the current release is cacheable."""
    if name not in _PARTS:
        raise Http404
    answer = _cross_origin_script((_OURS / "js" / name).read_text())
    if release == _release():
        patch_cache_control(answer, public=True, max_age=_YEAR_S, immutable=True)
    else:
        patch_cache_control(answer, no_store=True)
    return answer


def _cross_origin_script(text: str) -> HttpResponse:
    """Return a script with CORS headers, which module scripts need on every origin."""
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _style() -> str:
    """Return the site's design tokens and the element's style rules.

    Colours follow the `color-scheme` of the host page; browsers without light-dark()
    show the light ones.
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
