"""The snippet by which a page of a newspaper shows an article in a frame of the right height."""

from __future__ import annotations

from html import escape

FIRST_HEIGHT_PX = 900
TALLEST_PX = 12000

# The frame is found by the window that speaks, so that several articles on one page keep apart.
_LISTENER = (
    'addEventListener("message",function(e){'
    'if(!e.data||e.data.type!=="mapapp:height")return;'
    'document.querySelectorAll("iframe").forEach(function(f){'
    "if(f.contentWindow===e.source)"
    'f.style.height=Math.min({tallest},Math.max(200,Number(e.data.height)||0))+"px"})})'
)


def embed_snippet(url: str, title: str) -> str:
    """Write the HTML to paste into a page.

    Args:
        url: Where the article stands, or will.
        title: Its title: the name of the frame, and the link where frames are not shown.
    """
    address, name = escape(url, quote=True), escape(title, quote=True)
    listener = _LISTENER.replace("{tallest}", str(TALLEST_PX))
    return (
        f'<iframe src="{address}" title="{name}" width="100%" height="{FIRST_HEIGHT_PX}" '
        'style="border:0" loading="lazy" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">\n'
        f'<a href="{address}">{name}</a>\n'
        "</iframe>\n"
        f"<script>{listener}</script>\n"
    )
