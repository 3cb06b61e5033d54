"""The names of languages in highlighters and pages, as data."""

from blogreader.extract.lazy_patterns import separated

# Class names that are not languages.
NO_LANGUAGE = separated(
    " ",
    "plain plaintext txt none default nohighlight no-highlight code highlight source sourcecode sh_sourcecode "
    "block hljs unknown undefined auto raw output console-output notranslate false true null numberlines wrap "
    "inline fallback wrapper container block box body",
)

# Labels above listings that name a language, with its name in Markdown.
LABELS = {
    **{
        name: name
        for name in separated(
            " ",
            "python javascript typescript java kotlin swift go rust ruby php bash shell sh zsh sql html css "
            "scss json "
            "yaml toml xml c cpp csharp r perl lua scala haskell elixir erlang clojure dart julia matlab "
            "powershell dockerfile "
            "lean makefile graphql markdown diff jsx tsx vue svelte nginx ini text ocaml zig nim fortran "
            "solidity hcl terraform mermaid",
        )
    },
    "c++": "cpp",
    "c#": "csharp",
    "f#": "fsharp",
    "golang": "go",
    "js": "javascript",
    "ts": "typescript",
    "objective-c": "objectivec",
    "plain text": "text",
    "plaintext": "text",
    "command line": "bash",
    "terminal": "bash",
}

# Highlighters' names of languages, with the names in Markdown.
LANGUAGES = {"ipython": "python", "ipython3": "python"}

LANGUAGE_ATTRIBUTES = (
    "data-lang",
    "data-language",
    "data-enlighter-language",
    "data-code-lang",
    "data-syntax",
    "data-code-language",
    "syntax",
    "language",
    "lang",
)
