"""Code of pages: what is a listing, its text, its language, its file, and what around it belongs to it."""

import pytest

from tests.extract.test_rare_markup import between


def test_the_language_of_a_listing_is_named_in_it_or_around_it() -> None:
    for html, markdown in [
        # Attributes, of the listing, its code or what is around them.
        ("<pre data-lang=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre data-language=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre data-enlighter-language=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre data-code-lang=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre data-syntax=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre data-code-language=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre syntax=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre language=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre lang=Ruby>x</pre>", "```ruby\nx\n```"),
        ("<pre><code lang=en>x</code></pre>", "```\nx\n```"),
        ("<pre><code data-lang=go>x</code></pre>", "```go\nx\n```"),
        ("<pre><b data-lang=go>x</b></pre>", "```go\nx\n```"),
        ("<div data-lang=go><p>y</p><pre>x</pre></div>", "y\n\n```go\nx\n```"),
        ("<div data-lang=go><p>y</p><div><div><div><pre>x</pre></div></div></div></div>", "y\n\n```go\nx\n```"),
        (
            "<div data-lang=go><p>y</p><div><div><div><div><pre>x</pre></div></div></div></div></div>",
            "y\n\n```\nx\n```",
        ),
        ("<section data-lang=go><p>y</p><main><pre>x</pre></main></section>", "y\n\n```\nx\n```"),
        # Listings that say that they have none.
        ("<div data-lang=go><p>y</p><pre data-lang=text>x</pre></div>", "y\n\n```text\nx\n```"),
        ("<div data-lang=go><p>y</p><pre data-lang=none>x</pre></div>", "y\n\n```\nx\n```"),
        ("<div data-lang=go><p>y</p><pre data-lang=''>x</pre></div>", "y\n\n```go\nx\n```"),
        ("<div data-lang=go><p>y</p><pre class=language-plaintext>x</pre></div>", "y\n\n```\nx\n```"),
        ("<div data-lang=go><p>y</p><pre class=lang-Plain>x</pre></div>", "y\n\n```\nx\n```"),
        ("<div data-lang=go><p>y</p><pre class=language->x</pre></div>", "y\n\n```go\nx\n```"),
        ("<div data-lang=go><p>y</p><pre class=other>x</pre></div>", "y\n\n```go\nx\n```"),
        ("<div data-lang=go><p>y</p><pre data-lang='none such !'>x</pre></div>", "y\n\n```go\nx\n```"),
        # Classes.
        ("<pre class='language-rust'>x</pre>", "```rust\nx\n```"),
        ("<pre class='lang-c++'>x</pre>", "```c++\nx\n```"),
        ("<pre class='language-c#'>x</pre>", "```c#\nx\n```"),
        ("<pre class='brush: js; gutter: false'>x</pre>", "```js\nx\n```"),
        ("<pre class='brush:php'>x</pre>", "```php\nx\n```"),
        ("<pre class='hl-go'>x</pre>", "```go\nx\n```"),
        ("<pre class='syntax-go'>x</pre>", "```go\nx\n```"),
        ("<pre class='syntax-block'>x</pre>", "```\nx\n```"),
        ("<pre class='highlight-python'>x</pre>", "```python\nx\n```"),
        ("<pre class='highlight-words'>x</pre>", "```\nx\n```"),
        ("<pre class='highlight-words notranslate'>x</pre>", "```words\nx\n```"),
        ("<pre class='highlight-source-shell'>x</pre>", "```shell\nx\n```"),
        ("<pre class='highlight-source-own'>x</pre>", "```own\nx\n```"),
        ("<pre class='hljs python'>x</pre>", "```python\nx\n```"),
        ("<pre class='hljs own'>x</pre>", "```own\nx\n```"),
        ("<pre class='highlight go'>x</pre>", "```go\nx\n```"),
        ("<pre class='sourceCode haskell'>x</pre>", "```haskell\nx\n```"),
        ("<pre class='src src-emacs-lisp'>x</pre>", "```emacs-lisp\nx\n```"),
        ("<pre class='src'>x</pre>", "```\nx\n```"),
        ("<pre class='python'>x</pre>", "```python\nx\n```"),
        ("<pre class='python other'>x</pre>", "```python\nx\n```"),
        ("<pre class='other'>x</pre>", "```\nx\n```"),
        ("<pre class='mermaid'>x</pre>", "```mermaid\nx\n```"),
        ("<pre class='language-ipython3'>x</pre>", "```python\nx\n```"),
        ("<pre class='language-ruby{1,3}'>x</pre>", "```ruby\nx\n```"),
        ("<pre class='language-ruby[1]'>x</pre>", "```\nx\n```"),
        ("<pre class='LANGUAGE-Go'>x</pre>", "```go\nx\n```"),
        ("<pre class='alpha language-go'>x</pre>", "```go\nx\n```"),
        ("<pre class='language-plain language-go'>x</pre>", "```go\nx\n```"),
        ("<pre class='language-12ab'>x</pre>", "```\nx\n```"),
        ("<pre class='language-aaaaaaaaaaaaaaaaaaaaaaaaa'>x</pre>", "```aaaaaaaaaaaaaaaaaaaaaaaaa\nx\n```"),
        ("<pre class='language-aaaaaaaaaaaaaaaaaaaaaaaaaa'>x</pre>", "```\nx\n```"),
        ("<pre data-syntaxhighlighter-params='brush: java; theme: x'>x</pre>", "```java\nx\n```"),
        ("<figure class='highlight python'><pre>x</pre></figure>", "```python\nx\n```"),
        ("<pre><samp class=python>x</samp></pre>", "```\nx\n```"),
        ("<div class='hljs go'><p>y</p><pre>x</pre></div>", "y\n\n```\nx\n```"),
        ("<div class=mermaid><pre>x</pre></div>", "```mermaid\nx\n```"),
        ("<div class='mermaid x'><p>y</p><pre>x</pre></div>", "y\n\n```\nx\n```"),
        ("<div class='syntaxhighlighter go'><pre>x</pre></div>", "```go\nx\n```"),
    ]:
        assert between(html) == markdown, html


@pytest.mark.parametrize(
    ("label", "language"),
    [
        *(("C++", "cpp"), ("C#", "csharp"), ("F#", "fsharp"), ("Golang", "go"), ("JS", "javascript")),
        *(("TS", "typescript"), ("Objective-C", "objectivec"), ("Plain text", "text"), ("Plaintext", "text")),
        *(("Command line", "bash"), ("Terminal", "bash"), ("Rust", "rust")),
    ],
)
def test_a_label_names_a_language_in_the_words_of_people(label: str, language: str) -> None:
    assert between(f"<pre><span>{label}</span><code>x</code></pre>") == f"```{language}\nx\n```"


@pytest.mark.parametrize("name", ["ipython", "ipython3"])
def test_a_program_for_python_is_python(name: str) -> None:
    assert between(f"<pre class=language-{name}>x</pre>") == "```python\nx\n```"


def test_labels_in_a_listing_name_its_language_or_its_file_and_are_not_its_text() -> None:
    for html, markdown in [
        ("<pre><span>Python</span><code>x</code></pre>", "```python\nx\n```"),
        ("<pre><span>Python</span><button>Copy</button><code>x</code></pre>", "```python\nx\n```"),
        ("<pre><span>main.py</span><code>x</code></pre>", "`main.py`\n\n```\nx\n```"),
        ("<pre><span>src/main.py</span><code class=language-go>x</code></pre>", "`src/main.py`\n\n```go\nx\n```"),
        ("<pre><span>words of it</span><code>x</code></pre>", "```\nwords of itx\n```"),
        ("<pre><span class=title>words of it</span><code>x</code></pre>", "```\nx\n```"),
        ("<pre><span role=status>words of it</span><code>x</code></pre>", "```\nx\n```"),
        ("<pre><span>$</span><code>x</code></pre>", "```\n$x\n```"),
        ("<pre><span class=label>$</span><code>x</code></pre>", "```\n$x\n```"),
        ("<pre><span></span><code>x</code></pre>", "```\nx\n```"),
        ("<pre><b>Python</b> and <code>x</code></pre>", "```\nPython and x\n```"),
        ("<pre><span>Python</span><code>x</code><code>y</code></pre>", "```\nPythonxy\n```"),
        ("<pre><span>Python</span><b><code>x</code></b></pre>", "```python\nx\n```"),
        ("<pre><span>Python</span>\n<code>x</code></pre>", "```python\nx\n```"),
        ("<pre><span>C++</span><code>x</code></pre>", "```cpp\nx\n```"),
        ("<pre><code>x</code><span>Copied!</span></pre>", "```\nx\n```"),
        # An editor in a `<pre>`, below the name of its language.
        (
            ("<pre><b>Python</b><button>Copy code</button><div class=cm-editor><div class=cm-line>x</div></div></pre>"),
            "```python\nx\n```",
        ),
        ("<pre><b>Words</b><div class=cm-editor><div class=cm-line>x</div></div></pre>", "```\nx\n```"),
        ("<pre><div class=cm-editor><div class=cm-line>x</div></div></pre>", "```\nx\n```"),
        (
            "<pre><b>Python</b><div class='cm-editor language-go'><div class=cm-line>x</div></div></pre>",
            "```go\nx\n```",
        ),
        (
            (
                "<pre><b>Go</b><div class=cm-editor><div "
                "class=cm-line>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</div></div></pre>"
            ),
            "```go\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n```",
        ),
        ("<div class=cm-editor><div class=cm-line>a</div><div class=cm-line>b</div></div>", "```\na\nb\n```"),
    ]:
        assert between(html) == markdown, html


def test_labels_around_a_listing_name_its_language_or_its_file_and_go_with_its_wrapper() -> None:
    for html, markdown in [
        ("<div><span>Go</span><pre>x</pre></div>", "```go\nx\n```"),
        ("<div><span>Go</span><button>Copy</button><pre>x</pre></div>", "```go\nx\n```"),
        ("<div><span>Words</span><pre>x</pre></div>", "Words\n\n```\nx\n```"),
        ("<div><span>Go</span><pre class=language-rust>x</pre></div>", "Go\n\n```rust\nx\n```"),
        ("<div><span>rust</span><pre class=language-rust>x</pre></div>", "```rust\nx\n```"),
        ("<figure><span>Go</span><pre>x</pre></figure>", "```go\nx\n```"),
        ("<blockquote><b>Go</b><pre>x</pre></blockquote>", "> **Go**\n>\n> ```\n> x\n> ```"),
        ("<section><b>Go</b><pre>x</pre></section>", "**Go**\n\n```\nx\n```"),
        ("<div><b>Go</b><p>y</p><pre>x</pre></div>", "**Go**\n\ny\n\n```\nx\n```"),
        ("<div><b>Go</b><pre>x</pre><pre>y</pre></div>", "**Go**\n\n```\nx\n```\n\n```\ny\n```"),
        (
            "<div><b>Go</b><pre>x</pre><img src=/a.png></div>",
            "**Go**\n\n```\nx\n```\n\n![](https://blog.example/a.png)",
        ),
        ("<div><b>Go</b><img src=/a.png width=32><pre>x</pre></div>", "```go\nx\n```"),
        (
            "<div><b>Go</b><img src=/a.png width=33><pre>x</pre></div>",
            "**Go**![](https://blog.example/a.png)\n\n```\nx\n```",
        ),
        ("<div><b>Go</b><img src=/a.png width=16px><pre>x</pre></div>", "```go\nx\n```"),
        ("<div><b>Go</b><i class=icon><img src=/a.png></i><pre>x</pre></div>", "```go\nx\n```"),
        (
            "<div><b>Go</b><video src=/a.mp4 width=16></video><pre>x</pre></div>",
            "**Go**\n\n[blog.example](https://blog.example/a.mp4)\n\n```\nx\n```",
        ),
        ("<div class=code-block><b>Words</b><pre>x</pre></div>", "```\nx\n```"),
        ("<div class=code-block><b>Words</b><pre>x</pre><pre>y</pre></div>", "**Words**\n\n```\nx\n```\n\n```\ny\n```"),
        (
            "<div class=code-block><b>Words</b><pre>x</pre><img src=/a.png></div>",
            "**Words**\n\n```\nx\n```\n\n![](https://blog.example/a.png)",
        ),
        ("<div class=code-block><b>Words</b><pre>x</pre><p>y</p></div>", "**Words**\n\n```\nx\n```\n\ny"),
        ("<div class=code-block><b>Go</b><pre>x</pre></div>", "```go\nx\n```"),
        ("<div class=code-block><b>Go</b><pre class=language-rust>x</pre></div>", "```rust\nx\n```"),
        ("<div><b>Go</b><div><div><div><div><div><pre>x</pre></div></div></div></div></div></div>", "```go\nx\n```"),
        (
            "<div><b>Go</b><div><div><div><div><div><div><pre>x</pre></div></div></div></div></div></div></div>",
            "**Go**\n\n```\nx\n```",
        ),
        (
            "<section class=icon><div><b>Go</b><img src=/a.png><pre>x</pre></div></section>",
            "**Go**![](https://blog.example/a.png)\n\n```\nx\n```",
        ),
        # Files.
        ("<div><b>main.go</b><pre>x</pre></div>", "`main.go`\n\n```\nx\n```"),
        ("<div><b>main.go</b><i>Go</i><pre>x</pre></div>", "`main.go`\n\n```go\nx\n```"),
        ("<div><b>main.go</b><i>Go</i><i>Rust</i><pre>x</pre></div>", "**main.go**<em>GoRust</em>\n\n```\nx\n```"),
        ("<div><b>main.go</b><i>Words</i><pre>x</pre></div>", "**main.go**<em>Words</em>\n\n```\nx\n```"),
        ("<div><b>main.go</b><i>Copy</i><pre class=language-go>x</pre></div>", "`main.go`\n\n```go\nx\n```"),
        ("<div><b>main.go</b><i>go</i><pre class=language-go>x</pre></div>", "`main.go`\n\n```go\nx\n```"),
        ("<div><b>main.go</b><i>b.go</i><pre>x</pre></div>", "**main.go**<em>b.go</em>\n\n```\nx\n```"),
        ("<div class=highlight><span class=filename>main.go</span><pre>x</pre></div>", "`main.go`\n\n```\nx\n```"),
        (
            "<div class=highlight><span class=filename>Main program</span><pre>x</pre></div>",
            "`Main program`\n\n```\nx\n```",
        ),
        ("<div class=highlight><span class=filename>go</span><pre class=language-go>x</pre></div>", "```go\nx\n```"),
        ("<div><div class=filename>main.go</div><p>y</p><pre>x</pre></div>", "main.go\n\ny\n\n```\nx\n```"),
        ("<pre data-title=' main.go '>x</pre>", "`main.go`\n\n```\nx\n```"),
        ("<pre><b class=filename>main.go</b><code>x</code></pre>", "`main.go`\n\n```\nx\n```"),
        (
            (
                "<div>"
                "<b>a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
                "/a/a/a/a/a/a/a/a/a/b.go</b><pre>x</pre></div>"
            ),
            (
                "**a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
                "a/a/a/a/a/a/a/a/a/b.go**\n\n```\nx\n```"
            ),
        ),
        (
            (
                "<div>"
                "<b>a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
                "/a/a/a/a/a/a/a/a/bb.go</b><pre>x</pre></div>"
            ),
            (
                "`a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
                "/a/a/a/a/a/a/a/bb.go`\n\n```\nx\n```"
            ),
        ),
    ]:
        assert between(html) == markdown, html


def test_the_text_of_a_listing_is_its_lines_without_numbers_and_buttons() -> None:
    for html, markdown in [
        # Lines that are elements.
        ("<pre><span class=line>a</span><span class=line>b</span></pre>", "```\na\nb\n```"),
        ("<pre><span class=line>a</span>\n<span class=line>b</span></pre>", "```\na\nb\n```"),
        ("<pre><span class=line>a</span>\n\n<span class=line>b</span></pre>", "```\na\nb\n```"),
        (
            ("<pre><span class=line>a</span>\n\n<span class=line>b</span>\n\n\n<span class=line>c</span>\n\n\n</pre>"),
            "```\na\nb\n\nc\n```",
        ),
        (
            "<pre><span class=line>a</span>\n<span class=line>b</span>\n\n<span class=line>c</span></pre>",
            "```\na\nb\n\nc\n```",
        ),
        ("<pre><span class=line>a\n</span><span class=line>b\n</span></pre>", "```\na\nb\n```"),
        ("<pre><span class=line>a\n</span>\n\n<span class=line>b</span></pre>", "```\na\nb\n```"),
        ("<pre><span class=line>a</span> and <span class=line>b</span></pre>", "```\na\n and \nb\n```"),
        ("<pre><span class=line>a<br>b</span><span class=line>c</span></pre>", "```\na\nb\nc\n```"),
        ("<pre><span class=line></span><span class=line>b</span></pre>", "```\nb\n```"),
        ("<pre><code>a</code><code>b</code></pre>", "```\na\nb\n```"),
        ("<pre><code>a</code> <code>b</code></pre>", "```\na b\n```"),
        ("<pre><code>a</code><b>b</b></pre>", "```\nab\n```"),
        # Breaks and blocks.
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ("<pre>a<div>b</div>c</pre>", "```\na\nb\nc\n```"),
        ("<pre>a<div><div>b</div></div>c</pre>", "```\na\nb\nc\n```"),
        ("<pre><div>a</div><div>b</div></pre>", "```\na\nb\n```"),
        ("<pre>a\n<div>b</div>\nc</pre>", "```\na\nb\n\nc\n```"),
        ("<pre><b>a</b><i>b</i></pre>", "```\nab\n```"),
        ("<pre><div></div>a</pre>", "```\na\n```"),
        ("<pre>\n\n  a\n  \n b \n\n</pre>", "```\n  a\n\n b\n```"),
        ("<pre>a\u200b\ufeffb\u2060\xa0c</pre>", "```\nab c\n```"),
        ("<pre>   </pre>", ""),
        ("<pre></pre>", ""),
        # Marks of notes, with their blanks and the sign of a comment.
        ("<pre>a<i class=conum>1</i>\nb</pre>", "```\na\nb\n```"),
        ("<pre>a <i class=conum>1</i>\nb</pre>", "```\na\nb\n```"),
        ("<pre>a // <i class=conum>1</i>\nb</pre>", "```\na\nb\n```"),
        ("<pre>a # <i class=conum>1</i>\nb</pre>", "```\na\nb\n```"),
        ("<pre>a; <i class=conum>1</i>\nb</pre>", "```\na;\nb\n```"),
        ("<pre>a<span> </span><i class=conum>1</i>\nb</pre>", "```\na\nb\n```"),
        ("<pre>a<span>x</span><i class=conum>1</i>\nb</pre>", "```\nax\nb\n```"),
        ("<pre>a<b> </b><i class=conum>1</i>\nb</pre>", "```\na \nb\n```"),
        ("<pre><i class=conum></i><b>(1)</b>a</pre>", "```\na\n```"),
        # Numbers.
        ("<pre><span class=ln>1</span>a</pre>", "```\na\n```"),
        ("<pre><span class=ln>x</span>a</pre>", "```\nxa\n```"),
        ("<pre class=ln>12</pre>", "```\n12\n```"),
        ("<pre class=copy>a</pre>", "```\na\n```"),
        ("<pre><a href='#L1'>1 </a>a</pre>", "```\na\n```"),
    ]:
        assert between(html) == markdown, html


def test_listings_without_pre_are_code_that_stands_alone() -> None:
    for html, markdown in [
        ("<p>a</p><code style='display:block'>x\n</code><p>b</p>", "a\n\n```\nx\n```\n\nb"),
        ("<code style='display:block'>  x\n    y\n</code>", "```\nx\n  y\n```"),
        ("<pre><code style='display:block'>x</code></pre>", "```\nx\n```"),
        ("<pre>a<b><b><b><b><b><code style='display:block'>x</code></b></b></b></b></b></pre>", "```\nax\n```"),
        ("<code class='block-code go'>x</code>", "```go\nx\n```"),
        ("<code class='block-code language-go'>x</code>", "```go\nx\n```"),
        (
            "<code class='hl block'>a\n</code><code class='hl block'>b</code><pre class=lean-output>c</pre>",
            "```\na\nb\nc\n```",
        ),
        ("<code class='hl block'>a\n</code><p>y</p><code class='hl block'>b</code>", "```\na\n```\n\ny\n\n```\nb\n```"),
        ("<code class='block-code'>a\n</code><code class='block-code'>b</code>", "```\na\n```\n\n```\nb\n```"),
        ("<code class='hl block'>  a\n</code>  <code class='hl block'>  b\n</code>", "```\na\nb\n```"),
        ("<code class='hl block'>a\n\n</code><code class='hl block'>b</code>", "```\na\n\nb\n```"),
        # Code with several lines.
        ("<div><code>x\ny</code></div>", "```\nx\ny\n```"),
        ("<p><code>x\ny</code></p>", "`x y`"),
        ("<p><br><code>x\ny</code></p>", "`x y`"),
        ("<div>a <code>x\ny</code></div>", "a `x y`"),
        ("<div><p>a</p> <code>x\ny</code> <hr></div>", "a\n\n```\nx\ny\n```\n\n---"),
        ("<div><b>a</b><code>x\ny</code></div>", "**a**`x y`"),
        ("<div><code>x\ny</code> <i>b</i></div>", "`x y` *b*"),
        ("<x-code><code>x\ny</code></x-code>", "```\nx\ny\n```"),
        ("<ul><li><code>x\ny</code></li></ul>", "- `x y`"),
        ("<h3><code>x\ny</code></h3>", "### `x y`"),
        ("<section><code>x\ny</code></section>", "```\nx\ny\n```"),
        ("<div><h4>T</h4><code>x\ny</code><pre>z</pre></div>", "#### T\n\n```\nx\ny\n```\n\n```\nz\n```"),
        ("<p><code>x<br>y</code></p>", "```\nx\ny\n```"),
        ("<p>a <code>x<br>y</code></p>", "a `x y`"),
        ("<p>a<code> </code>b</p>", "a b"),
        ("<p>a<code>\xa0</code>b</p>", "a b"),
        ("<p>a<code></code>b</p>", "ab"),
        ("<p>a <code> x  y </code> b</p>", "a `x  y` b"),
        ("<p>a <tt>x</tt> <samp>y</samp></p>", "a `x` `y`"),
        # Styles that keep lines.
        ("<div style='white-space:pre'>a\nb</div>", "```\na\nb\n```"),
        ("<p style='white-space:pre'>a\nb</p>", "a b"),
        ("<code style='white-space:pre'>a\nb</code>", "```\na\nb\n```"),
        ("<tt style='white-space:pre'>a\nb</tt>", "```\na\nb\n```"),
        ("<span style='white-space:pre'>a\nb</span>", "```\na\nb\n```"),
        ("<section style='white-space:pre'>a\nb</section>", "a b"),
        ("<li style='white-space:pre'>a\nb</li>", "- a b"),
        ("<a style='white-space:pre'>a\nb</a>", "a b"),
        ("<blockquote style='white-space:pre'>a\nb</blockquote>", "```\na\nb\n```"),
        ("<div style='white-space:pre;font-family:monospace'><p>a\nb</p></div>", "a b"),
        ("<div style='white-space:pre;font-family:monospace'><b>a\nb</b></div>", "```\na\nb\n```"),
        ("<p>x <code style='white-space:pre'>a\nb</code></p>", "x `a b`"),
    ]:
        assert between(html) == markdown, html


def test_tables_of_a_highlighter_are_listings_unless_they_are_data() -> None:
    for html, markdown in [
        ("<table class=highlighttable><tr><td>1</td><td>a</td></tr></table>", "| 1 | a |\n| --- | --- |"),
        (
            "<table class=highlighttable><tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></table>",
            "```\na\nb\n```",
        ),
        ("<table class=highlighttable><tr><td>1</td><td><pre>a</pre></td></tr></table>", "```\na\n```"),
        ("<table class=highlighttable><tr><td><pre>a</pre></td></tr></table>", "```\na\n```"),
        ("<table class=highlighttable><tr><td><span>a</span></td></tr></table>", "```\na\n```"),
        ("<table class=highlighttable><tr><td>a</td></tr><tr><td>b</td></tr></table>", "| a |\n| --- |\n| b |"),
        ("<table class=highlighttable><tr><td><span>a</span></td></tr><tr><td>b</td></tr></table>", "```\na\nb\n```"),
        (
            "<table class=highlighttable><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table class=highlighttable><tr><th>1</th><th>Two</th></tr><tr><td>1</td><td>a</td></tr></table>",
            "| 1 | Two |\n| --- | --- |\n| 1 | a |",
        ),
        (
            (
                "<table class=highlighttable><tr><th>1</th><th></th></tr><tr><td>1</td><td>a</td></tr><tr>"
                "<td>1</td><td>a</td></tr></table>"
            ),
            "```\na\na\n```",
        ),
        (
            "<table class=highlighttable><tr><th>1</th><td>a</td></tr><tr><td>1</td><td>a</td></tr></table>",
            "```\na\na\n```",
        ),
        (
            "<table class=highlighttable><tr><th>Two</th></tr><tr><td><span>a</span></td></tr></table>",
            "```\nTwo\na\n```",
        ),
        (
            (
                "<pre><b><b><b><b><table class=highlighttable><tr><td>1</td><td>a</td></tr></table></b></b></b></b>"
                "</pre>"
            ),
            "```\na\n```",
        ),
        (
            (
                "<table class=highlighttable><tr><th class=filename colspan=2>a.py</th></tr><tr><td>1</td>"
                "<td>a</td></tr><tr><td>1</td><td>a</td></tr></table>"
            ),
            "```\na\na\n```",
        ),
        (
            "<table class=highlighttable><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
            "| 1 | 2 |\n| --- | --- |\n| 3 | 4 |",
        ),
        (
            ("<table class=highlighttable><tr></tr><tr><td>1</td><td>a</td></tr><tr><td>1</td><td>a</td></tr></table>"),
            "```\na\na\n```",
        ),
        ("<pre><table class=highlighttable><tr><td>a</td><td>b</td></tr></table></pre>", "```\nb\n```"),
        (
            (
                "<table class=highlighttable><tr><td>1</td><td><code class=language-go>a</code></td></tr><tr>"
                "<td>1</td><td>a</td></tr></table>"
            ),
            "```go\na\na\n```",
        ),
        (
            (
                "<table class=highlighttable><tr><td><span class=ln>1</span><b>a</b></td></tr><tr><td><span "
                "class=ln>2</span><b>b</b></td></tr></table>"
            ),
            "```\na\nb\n```",
        ),
        (
            ("<table class=highlighttable><tr><td class=linenos>1</td></tr><tr><td class=linenos>2</td></tr></table>"),
            "| 1 |\n| --- |\n| 2 |",
        ),
        (
            (
                "<table class=highlighttable><tr><td>1\n2</td><td><pre><span class=line>a</span><span "
                "class=line>b</span></pre></td></tr></table>"
            ),
            "```\na\nb\n```",
        ),
        (
            "<table class=highlighttable><tr><td>1</td><td>a  </td></tr><tr><td>2</td><td>b</td></tr></table>",
            "```\na  \nb\n```",
        ),
        # Numbers beside a listing in any table.
        ("<table><tr><td>1\n2</td><td><pre>a\nb</pre></td></tr></table>", "```\na\nb\n```"),
        ("<table><tr><td>x</td><td><pre>a\nb</pre></td></tr></table>", "| x | `a`<br>`b` |\n| --- | --- |"),
        ("<table><tr><td>1</td><td><pre>a</pre></td><td>x</td></tr></table>", "| 1 | `a` | x |\n| --- | --- | --- |"),
        (
            "<table><tr><td>1</td><td><pre>a</pre></td></tr><tr><td>2</td><td><pre>b</pre></td></tr></table>",
            "| 1 | `a` |\n| --- | --- |\n| 2 | `b` |",
        ),
    ]:
        assert between(html) == markdown, html
