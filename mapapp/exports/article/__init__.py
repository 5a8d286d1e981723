"""The article: one HTML file with map, list, data and filters, which makes no requests."""

from __future__ import annotations

from mapapp.exports.article.document import article_html, embed_snippet
from mapapp.exports.article.draft import article_title
from mapapp.exports.article.options import ArticleOptions, BadOptionError

__all__ = ["ArticleOptions", "BadOptionError", "article_html", "article_title", "embed_snippet"]
