"""Captions of figures, such as the conversion can set them."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import adopt, ancestors, attribute, children, element, text_of


def settle_figures(tree: LexborHTMLParser, article: LexborNode) -> None:
    """Leave captions such as the conversion can set them below their images."""
    for caption in reversed(article.css("figcaption")):
        if not text_of(caption) or _says_the_same(caption):
            caption.decompose()
            continue
        parts = [part for part in children(caption) if part.is_element_node or (part.text_content or "").strip()]
        if len(parts) == 1 and parts[0].tag == "p":
            parts[0].unwrap()
        if caption.css_first("p, em, i, pre, ul") is None and any(a.tag == "li" for a in ancestors(caption, 4)):
            # The conversion would set it beside the item instead of in it.
            paragraph, emphasis = element(tree, "p"), element(tree, "em")
            adopt(emphasis, caption)
            paragraph.insert_child(emphasis)
            caption.replace_with(paragraph)
        elif caption.css_first("p, em, i, pre, ul") is not None:
            caption.unwrap()


def _says_the_same(caption: LexborNode) -> bool:
    """Return whether a caption repeats the image's text, which Pandoc says by hiding it from screen readers."""
    image = caption.parent.css_first("img") if caption.parent is not None else None
    return (
        attribute(caption, "aria-hidden") == "true"
        and image is not None
        and text_of(caption) == " ".join(attribute(image, "alt").split())
    )
