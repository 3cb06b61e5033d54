"""What generators fill in of a post in Markdown is reduced to its text; code stays as its author wrote it."""

import time

import pytest

from blogreader.extract.formats.directives import with_callouts
from blogreader.extract.formats.shortcodes import reduced
from tests.extract.formats.test_generator_lines import Counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Hugo
        ('A {{< figure src="/a b.png" alt="A" caption="The map" >}} B', "A ![A](/a%20b.png)\n\nThe map B"),
        ("{{< youtube w7Ft2ymGmfc >}}", "[Youtube](https://www.youtube.com/watch?v=w7Ft2ymGmfc)"),
        ('{{< youtube id="w7F" autoplay="true" >}}', "[Youtube](https://www.youtube.com/watch?v=w7F)"),
        ('a {{< youtube "" >}}{{< figure \'\' >}}{{< gist `` "" >}}{% post_link "" %}{% img "" "" %} b', "a  b"),
        (
            '{% img "" /m.png "" "A map" %}{{< tweet "" 12 >}}',
            "![A map](/m.png)[Tweet](https://twitter.com/i/status/12)",
        ),
        ("{{< gist ann 12ab >}}", "[Gist](https://gist.github.com/ann/12ab)"),
        ("{{< gist 'ann' \"12ab\" >}}", "[Gist](https://gist.github.com/ann/12ab)"),
        ("{{< youtube id='w7F' >}}", "[Youtube](https://www.youtube.com/watch?v=w7F)"),
        ("{{< youtube id=w7F >}}", "[Youtube](https://www.youtube.com/watch?v=w7F)"),
        (
            'See [it]({{< ref "other.md" >}}) and [that]({{% relref "b.md#part" %}}).',
            "See [it](other.md) and [that](b.md#part).",
        ),
        ("{{% notice tip %}}\nMind *this*.\n{{% /notice %}}", "> [!TIP]\n> Mind *this*."),
        (
            '{{< highlight go "linenos=table" >}}\nx := 1 // {{ y }}\n{{< /highlight >}}',
            "```go\nx := 1 // {{ y }}\n```",
        ),
        ("{{</* youtube x */>}} stays away {{/* a comment */}}.", " stays away ."),
        # Zola
        (
            '{{ youtube(id="abc") }} and {{ figure(src="m.png", caption="Map") }}',
            "[Youtube](https://www.youtube.com/watch?v=abc) and ![Map](m.png)\n\nMap",
        ),
        ('{% quote(author="Ann") %}\nWords.\n{% end %}', "> Words.\n>\n> — Ann"),
        ("{{< quote >}}\nWords.\n{{< /quote >}}", "> Words."),
        # Jekyll
        ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("[x]({{ site.baseurl }}{% post_url 2019-01-02-x %}) {% if a %}b{% endif %}", "[x](2019-01-02-x) b"),
        ('[y]({% link _posts/2019-01-02-y.md %}){:target="_blank"}', "[y](_posts/2019-01-02-y.md)"),
        ('{% include figure.html image_path="/m.png" alt="M" %}{% include toc %}', "![M](/m.png)"),
        ("{% raw %}{{ a }}{% endraw %}{{ b }}{% raw %}{{ c }}{% endraw %}", "{{ a }}{{ c }}"),
        ("{% raw %}{{ it }}{% endraw %} {% comment %}no{% endcomment %}x", "{{ it }} x"),
        ("* TOC\n{:toc}\n\nWords{: .lead}", "* TOC\n\n\nWords"),
        ("println {:?} {:#} {:>8}", "println {:?} {:#} {:>8}"),
        ("{# no #}a {#name} b {:#}", "a {#name} b {:#}"),
        ("---\ntitle: T\n---\n{{ page.title }}\n============\n\nWords", "---\ntitle: T\n---\n\n\nWords"),
        # MDX in a file that does not say so
        ("import X from '@site/x';\n\nWords <X a={{b: {c: 1}}} />", "\nWords "),
        ('<img src="a.png" width={280} style={{a: 1}} />', '<img src="a.png" width={280} />'),
        ("import is a word from here", "import is a word from here"),
        (
            '![a]({{ "/a.png" | relative_url }}) [b]({{ site.baseurl }}{{ "/b" | prepend: x }}) {{ "c" | d }}',
            "![a](/a.png) [b](/b) c",
        ),
        ('{% include image.html url="/m.png" description="M" %}', "![M](/m.png)\n\nM"),
        ("{% youtube https://youtu.be/w7F %}", "[Youtube](https://youtu.be/w7F)"),
        ('{{< tweet user="ann" id="12" >}}', "[Tweet](https://twitter.com/i/status/12)"),
        (
            '{{< details summary="More" >}}\nIn *it*.\n{{< /details >}}',
            "<details>\n<summary>More</summary>\n\nIn *it*.\n\n</details>",
        ),
        (
            '{{< tabs >}}\n{{< tab "One" >}}\na\n{{< /tab >}}\n{{< tab name="Two" >}}\nb\n{{< /tab >}}\n{{< /tabs >}}',
            "**One**\n\na\n\n**Two**\n\nb",
        ),
        ("{{< mermaid >}}\nA --> B\n{{< /mermaid >}}", "```mermaid\nA --> B\n```"),
        ("{{< katex >}}a_1{{< /katex >}}", "$a_1$"),
        ("{{< katex display=true >}}\na_1\n{{< /katex >}}", "$$\na_1\n$$"),
        ("{{< katex display >}}a_1{{< /katex >}}", "$$\na_1\n$$"),
        ("{{< katex >}}\na_1\n{{< /katex >}}", "$$\na_1\n$$"),
        ("{{< math >}} a_1 {{< /math >}}", "$a_1$"),
        ("{{< code >}}\nx\n{{< /code >}}", "```\nx\n```"),
        ('{{< code lang="go" >}}\nx := {}\n{{< /code >}}', "```go\nx := {}\n```"),
        # Hexo
        ("{% codeblock lang:js title %}\nlet a = {b: {}}\n{% endcodeblock %}", "```js\nlet a = {b: {}}\n```"),
        ("{% blockquote Ann, A book %}\nWords.\n{% endblockquote %}", "> Words.\n>\n> — Ann, A book"),
        ("{% blockquote %}\nWords.\n\nMore.\n{% endblockquote %}", "> Words.\n>\n> More."),
        (
            "{% blockquote author=\"Ann\" source='A book' year=1999 %}\nWords.\n{% endblockquote %}",
            "> Words.\n>\n> — Ann, A book, 1999",
        ),
        ('{% asset_img m.png "A map" %} {% img left /n.png 30 20 "N" %}', "![A map](m.png) ![N](/n.png)"),
        ('{% post_link a-post "A post" %} {% asset_link a.pdf PDF %}', "[A post](a-post) [PDF](a.pdf)"),
        ("{{% note %}}\n```\n{{ kept }}\n```\n{{ gone }}\n{{% /note %}}", "> [!NOTE]\n> ```\n> {{ kept }}\n> ```\n> "),
        ("- ```\n  {{ kept }}\n  ```\n\n{{ gone }}", "- ```\n  {{ kept }}\n  ```\n\n"),
        # neither
        ("`{{ it }}` and ``{% a %}``", "`{{ it }}` and ``{% a %}``"),
        ('```\n{{< figure src="x" >}}\n```\n{{< x >}}.', '```\n{{< figure src="x" >}}\n```\n.'),
        ("~~~\n{{ kept }}\n~~~\n{{ gone }}.", "~~~\n{{ kept }}\n~~~\n."),
        ("A {brace} and } { ", "A {brace} and } { "),
        ("---\ntitle: {{ x }}\n---\n{{ y }}z", "---\ntitle: {{ x }}\n---\nz"),
        ("{{< open and no end", "{{< open and no end"),
    ],
)
def test_templates(text: str, expected: str) -> None:
    assert reduced(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        *("figure", "img", "image", "picture", "photo", "imgproc", "resize_image", "responsive-image", "asset_img"),
        "asset_image",
    ],
)
def test_a_picture_has_many_names(name: str) -> None:
    assert reduced(f'{{{{< {name} src="/m.png" alt="A map" >}}}}') == "![A map](/m.png)"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("youtube", "[Youtube](https://www.youtube.com/watch?v=ab1)"),
        ("vimeo", "[Vimeo](https://vimeo.com/ab1)"),
        ("gist", "[Gist](https://gist.github.com/ab1)"),
        ("tweet", "[Tweet](https://twitter.com/i/status/ab1)"),
        ("x", "[Post on X](https://twitter.com/i/status/ab1)"),
        ("instagram", "[Instagram](https://www.instagram.com/p/ab1)"),
        ("other", ""),
    ],
)
def test_what_is_embedded_is_a_link_to_it(name: str, said: str) -> None:
    assert reduced(f"{{{{< {name} ab1 >}}}}") == said


@pytest.mark.parametrize("name", ["ref", "relref", "post_url", "link"])
def test_a_link_to_another_post_is_the_name_of_its_file(name: str) -> None:
    assert reduced(f'[a]({{{{< {name} "b.md" >}}}})') == "[a](b.md)"
    assert reduced(f"[a]({{% {name} b.md %}})") == "[a](b.md)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import X from './x'\nimport { Y } from 'y'\n\n# Title\n", "\n# Title\n"),
        ("export const a = { b: 1 }\n\nWords", "\nWords"),
        ("export { a } from './a'\nexport  default b\n\nWords", "export  default b\n\nWords"),
        (
            'import pic from "./p.png";\nimport X from "./X.astro";\n<Image src={pic} alt="P" /> <img src={pic.src} />',
            '![P](./p.png) <img src="./p.png" />',
        ),
        (
            '<img src={require("./a.png").default} /> <img src={useBaseUrl("/b.png")} alt={"B"} /> <img src={c} />',
            '<img src="./a.png" /> <img src="/b.png" alt="B" /> <img src={c} />',
        ),
        ('<TabItem value="js" label="JavaScript">\n\nWords\n\n</TabItem>', "**JavaScript**\n\n\n\nWords\n\n"),
        ('<Callout type="info" title="Mind">\nWords <b>x</b>.\n</Callout>', "Mind\n\n\nWords <b>x</b>.\n"),
        ('<Image src="/a.png" alt="A" width={3} />', "![A](/a.png)"),
        ("{/* a comment */}Words{' '}more", "Words more"),
        ('<YouTube id="abc" />', "[Youtube](https://www.youtube.com/watch?v=abc)"),
        (
            "`<Callout>` and\n```jsx\nimport X from 'x'\n<Callout />\n```",
            "`<Callout>` and\n```jsx\nimport X from 'x'\n<Callout />\n```",
        ),
        ("a < B and c > D", "a < B and c > D"),
    ],
)
def test_components(text: str, expected: str) -> None:
    assert reduced(text, components=True) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *("{{<", "{%", "{% raw %}", "{{", "<A ", "<A {", "{: ", "```", "`", "{{< highlight x >}}", "export ", "{#"),
        "{% raw %}a{% endraw %}",
    ],
)
def test_nothing_takes_long_however_often_it_stands_there(piece: str) -> None:
    began = time.process_time()
    assert "ends" in reduced(f"{piece * 100_000} ends", components=True)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{{< tab >}}", "{{< /tab >}}"),
        ("{% note %}", "{% endnote %}"),
        (":::note", ":::"),
        ("/// tip", "///"),
        ('=== "A"', ""),
        ("!!! note", ""),
    ],
)
def test_blocks_in_each_other_without_end_lose_no_text(opening: str, closing: str) -> None:
    is_indented = not closing
    lines = [f"{'    ' * number if is_indented else ''}{opening}" for number in range(600)]
    text = "\n".join((*lines, f"{'    ' * 600 if is_indented else ''}Words.", *[closing] * 600))
    assert "Words." in reduced("{\n" + text)


@pytest.mark.parametrize("line", ["> ```{note}", "- ~~~{tip} Mind", "{{< note >}}", ":::note", "```{note}", "```"])
def test_lines_are_not_looked_through_again_for_each_block_without_an_end(line: str) -> None:
    lines = Counted([line] * 300)
    with_callouts(lines)
    assert lines.asked < 20 * len(lines)
