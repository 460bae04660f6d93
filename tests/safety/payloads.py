"""What a stranger may write into any field, hoping that a page runs it.

`./makerloom test --all` tries every text in every place; the usual run a quarter in
each, another in the next, so that every text is tried and every place tries each kind.
"""

from collections.abc import Sequence
from typing import TypeVar

from tests.drawing import ALL

Item = TypeVar("Item")

MARKUP = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//127.0.0.1:9/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="x:x" onerror="alert(1)">',
    "<img/src/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<link rel=stylesheet href=//127.0.0.1:9/x.css>",
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<base href="//127.0.0.1:9/">',
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
)
BREAKS = (
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "` onmouseover=alert(1) x=`",
    '" autofocus onfocus=alert(1) x="',
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"}</script><script>alert(1)</script>',
    '"},"x":"</script><!--<script>',
    "<!--<script>",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "\u2028</script>\u2029<script>alert(1)</script>",
)
CODE = (
    "{{ 7|add:7 }}{% debug %}",
    "${alert(1)}",
    "';alert(1)//",
    '";alert(1)//',
    "{{constructor.constructor('alert(1)')()}}",
    "\u202etxet sdrawkcab<b>x</b>",
)
LINKS = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript://127.0.0.1/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "http://[::1",
    "https://\u2100.example/",
    '//127.0.0.1:9/"onclick=alert(1)',
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "https:///javascript:alert(1)",
)
TEXTS = (*MARKUP, *BREAKS, *CODE)
EVERY = (*TEXTS, *LINKS)
SHARE = 1 if ALL else 8


def share(items: Sequence[Item], place: int = 0) -> Sequence[Item]:
    """Return those of the items, one for each text or each a text, that a place tries."""
    return items[place % SHARE :: SHARE]
