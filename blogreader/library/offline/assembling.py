"""An extraction becomes a document, beside the one that is kept."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.errors import FetchError
from blogreader.library.offline import conversion, text_quality
from blogreader.model import Article, Document, Page, Via
from blogreader.text import counted

if TYPE_CHECKING:
    from blogreader.extract import Extracted


def loss(kept: Document, document: Document, fault: FetchError | None) -> str | None:
    """Return what is to be said of a text that takes no place unasked; None: it takes that of the archived one.

    `fault`: why it is no article.
    """
    if fault is None and text_quality.is_remnant(document.text, kept.text):
        url = document.final_url or document.url
        fault = (
            conversion.without_javascript(url)
            if text_quality.speaks_of_javascript(document.text)
            else conversion.empty(url)
        )
    if fault is not None:
        return f"{fault} What is archived stays."
    if not text_quality.is_much_less(document.text, kept.text):
        return None
    now, before = text_quality.words(document.text), text_quality.words(kept.text)
    return f"The page has {counted(now, 'word')} now, and {before} are archived: those stay."


def with_pictures_of(kept: Document, document: Document) -> Document:
    """Take over which pictures are archived already; those that were lost are asked for once more."""
    known = {picture.url: picture for picture in (*kept.pictures, *document.pictures)}
    return replace(document, pictures=tuple(known[url] for url in document.images if url in known))


def final(page: Page) -> str | None:
    """Return where the redirects ended; None: where they began."""
    return page.final_url if page.final_url != page.url else None


def document(
    article: Article,
    result: "Extracted",
    via: Via,
    now: datetime,
    final_url: str | None = None,
    page: Page | None = None,
) -> Document:
    """Put together what an index, a page and an extraction say."""
    return Document(
        key=article.key,
        url=article.url,
        text=result.text,
        fetched=now,
        via=via,
        final_url=final_url,
        title=result.title,
        author=result.author,
        published=result.published,
        category=result.category,
        etag=page.etag if page else None,
        last_modified=page.last_modified if page else None,
        language=result.language,
        images=result.images,
    )
