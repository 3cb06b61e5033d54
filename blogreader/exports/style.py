"""The style sheet of exported pages and books: readable on a screen, on paper and in an e-book reader."""

STYLE = """\
body { font-family: Georgia, "Times New Roman", serif; line-height: 1.5; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; page-break-after: avoid; break-after: avoid; }
pre { white-space: pre-wrap; font-size: 0.85em; padding: 0.6em; border: 1px solid #bbb; }
code, pre { font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; text-align: center; page-break-inside: avoid; break-inside: avoid; }
figcaption, .facts, .missing { font-size: 0.9em; color: #666; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #bbb; }
.callout, .details { margin: 1em 0; padding: 0.1em 1em; border: 1px solid #bbb; }
.kind { font-weight: bold; }
table { border-collapse: collapse; }
th, td { border: 1px solid #bbb; padding: 0.2em 0.5em; text-align: left; vertical-align: top; }
.right { text-align: right; }
.center { text-align: center; }
.notes { margin-top: 2em; border-top: 1px solid #bbb; }
.noted { margin: 1.5em 0; }
.as-written { white-space: pre-wrap; }
blockquote.yellow { border-color: #d4a700; }
blockquote.green { border-color: #3f9f4f; }
blockquote.blue { border-color: #3b7fd4; }
blockquote.pink { border-color: #d4508f; }
pre.math { border: 0; text-align: center; }
"""

PAGE_STYLE = """\
body { max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff; }
article { border-top: 1px solid #bbb; margin-top: 3em; }
nav ol { padding-left: 2.5em; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #181818; }
  a { color: #8ab4f8; }
}
@media print {
  body { max-width: none; margin: 0; color: #000; background: #fff; font-size: 11pt; }
  a { color: inherit; text-decoration: none; }
  article { border: 0; page-break-before: always; break-before: page; }
}
"""
