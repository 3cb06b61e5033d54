"""Containers and admonitions of generators: which kind each name is, what its title is, and where it ends."""

import pytest

from blogreader.extract.formats.directives import with_callouts


def read(text: str) -> str:
    return "\n".join(with_callouts(text.split("\n")))


OWN = "note info abstract summary todo example tip hint success important question warning attention caution danger"
OTHERS = {
    "note": "primary secondary seealso see-also notice quote",
    "abstract": "tldr",
    "question": "faq help",
    "success": "check done",
    "failure": "fail missing",
    "warning": "warn alert",
    "danger": "critical",
}


@pytest.mark.parametrize("name", [*OWN.split(), "error", "failure", "bug", "NOTE"])
def test_a_name_of_a_callout_is_its_kind(name: str) -> None:
    assert read(f":::{name}\nBody.\n:::") == f"> [!{name.upper()}]\n> Body."
    assert read(f":::callout-{name}\nBody.\n:::") == f"> [!{name.upper()}]\n> Body."
    assert read(f":::alert-{name}\nBody.\n:::") == f"> [!{name.upper()}]\n> Body."
    assert read(f":::{name}-block\nBody.\n:::").startswith(f"> [!{name.upper()}]")


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in OTHERS.items() for name in names.split()])
def test_another_name_has_a_kind_and_is_the_title(kind: str, name: str) -> None:
    assert read(f":::{name}\nBody.\n:::") == f"> [!{kind.upper()}] {name.capitalize()}\n> Body."
    assert read(f":::{name} A title\nBody.\n:::") == f"> [!{kind.upper()}] A title\n> Body."


def test_a_default_is_a_note_without_a_title() -> None:
    assert read(":::default\nBody.\n:::") == "> [!NOTE]\n> Body."


@pytest.mark.parametrize("name", ["details", "spoiler", "collapse", "expand", "dropdown"])
def test_a_folded_part_is_a_disclosure(name: str) -> None:
    folded = "<details>\n<summary>{}</summary>\n\nBody.\n\n</details>"
    assert read(f":::{name}\nBody.\n:::") == folded.format("Details")
    assert read(f":::{name} More\nBody.\n:::") == folded.format("More")
    assert read(f'{{% {name} "More" %}}\nBody.\n{{% end{name} %}}') == folded.format("More")
    assert read(f'{{{{< {name} summary="More" >}}}}\nBody.\n{{{{< /{name} >}}}}') == folded.format("More")


@pytest.mark.parametrize(
    "name", ["admonition", "callout", "alert", "hint", "notice", "note", "message", "box", "aside", "banner"]
)
def test_the_kind_of_some_containers_is_a_parameter(name: str) -> None:
    for key in ("type", "kind", "style", "level", "color", "class"):
        assert read(f'{{{{< {name} {key}="danger" >}}}}\nBody.\n{{{{< /{name} >}}}}') == "> [!DANGER]\n> Body."
    assert read(f"{{{{< {name} danger >}}}}\nBody.\n{{{{< /{name} >}}}}") == "> [!DANGER]\n> Body."
    titled = f'{{{{< {name} danger "A title" >}}}}\nBody.\n{{{{< /{name} >}}}}'
    assert read(titled) == "> [!DANGER] A title\n> Body."
    for quote in ("'", '"'):
        titled = f"{{{{< {name} type={quote}danger{quote} title={quote}A title{quote} >}}}}\nBody.\n{{{{< /{name} >}}}}"
        assert read(titled) == "> [!DANGER] A title\n> Body."
    titled = f"{{{{< {name} type=danger title=Titled >}}}}\nBody.\n{{{{< /{name} >}}}}"
    assert read(titled) == "> [!DANGER] Titled\n> Body."


@pytest.mark.parametrize("name", ["admonition", "callout", "message", "box", "aside", "banner"])
def test_without_a_kind_they_are_notes(name: str) -> None:
    assert read(f"{{{{< {name} >}}}}\nBody.\n{{{{< /{name} >}}}}") == "> [!NOTE]\n> Body."
    assert read(f":::{name}\nBody.\n:::") == "> [!NOTE]\n> Body."


@pytest.mark.parametrize("name", ["tab", "tabitem", "tab-item"])
def test_a_tab_is_its_title_and_its_contents(name: str) -> None:
    for key in ("title", "name"):
        assert read(f'{{{{< {name} {key}="One" >}}}}\nBody.\n{{{{< /{name} >}}}}') == "**One**\n\nBody."
    assert read(f'{{{{< {name} "One" >}}}}\nBody.\n{{{{< /{name} >}}}}') == "**One**\n\nBody."


@pytest.mark.parametrize("name", ["tabs", "tabpane", "columns", "column", "grid"])
def test_what_only_lays_out_is_its_contents(name: str) -> None:
    assert read(f'{{{{< {name} "One" >}}}}\nBody.\n{{{{< /{name} >}}}}') == "Body."
    assert read(f":::{name}\nBody.\n:::") == "Body."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Every mark that opens one, and its end.
        ("???+ note\n    Body.", "> [!NOTE]\n> Body."),
        ("??? note\n    Body.", "> [!NOTE]\n> Body."),
        ('!!! note ""\n    Body.', "> [!NOTE]\n> Body."),
        ('!!! "A title"\n    Body.', "> [!NOTE] A title\n> Body."),
        ("!!! note inline end\n    Body.", "> [!NOTE]\n> Body."),
        ("!!! own\n    Body.", "Body."),
        ("!!!\n    Body.", "!!!\n    Body."),
        ("=== note\n    Body.", "=== note\n    Body."),
        ('===! "One"\n    Body.', "**One**\n\nBody."),
        ('===+ "One"\n    Body.', "**One**\n\nBody."),
        ('  === "One"\n      Body.', "  **One**\n\n  Body."),
        ("/// tip | A title\nBody.\n///", "> [!TIP] A title\n> Body."),
        ("//// tip\n/// danger\nBody.\n///\n////", "> [!TIP]\n> > [!DANGER]\n> > Body."),
        ("{%- note -%}\nBody.\n{%- endnote -%}", "> [!NOTE]\n> Body."),
        ("~~~{note}\nBody.\n~~~", "> [!NOTE]\n> Body."),
        ("```{note} A title\nBody.\n```", "> [!NOTE] A title\n> Body."),
        ("````{note}\n```\nx\n```\n````", "> [!NOTE]\n> ```\n> x\n> ```"),
        ("```{tabs}\nBody.\n```", "```{tabs}\nBody.\n```"),
        ("> ```{note}\n> Body.\n> ```", "> ```{note}\n> Body.\n> ```"),
        ("```{note}\nBody.", "> [!NOTE]\n> Body."),
        ("```\n:::note\n", "```\n:::note\n"),
        ("::::note\nBody.\n::::", "> [!NOTE]\n> Body."),
        (":::note\nBody.\n:::::", "> [!NOTE]\n> Body."),
        (":::note :::\nBody.\n:::", "> [!NOTE]\n> Body."),
        # Titles and classes in braces and brackets.
        ('::: {.callout-tip title="A title"}\nBody.\n:::', "> [!TIP] A title\n> Body."),
        ("::: {.callout-tip title='A title'}\nBody.\n:::", "> [!TIP] A title\n> Body."),
        ("::: {.callout-tip title=Titled}\nBody.\n:::", "> [!TIP] Titled\n> Body."),
        ("::: {.wide .callout-tip #x}\nBody.\n:::", "> [!TIP]\n> Body."),
        ("::: {.wide .more}\nBody.\n:::", "Body."),
        ("::: {#x}\nBody.\n:::", "Body."),
        ("::: tip {.wide}\nBody.\n:::", "> [!TIP]\n> Body."),
        (":::tip[A title]{.wide}\nBody.\n:::", "> [!TIP] A title\n> Body."),
        (":::own\nBody.\n:::", "Body."),
        (":::own A title\nBody.\n:::", "**A title**\n\nBody."),
        (":::{tip} A title\nBody.\n:::", "> [!TIP] A title\n> Body."),
        (":::{own}\nBody.\n:::", ":::{own}\nBody.\n:::"),
        # Options, and a heading as the title.
        (":::{admonition} A title\n:class: warning\n\nBody.\n:::", "> [!WARNING] A title\n> Body."),
        (":::{admonition} A title\n:class: own\nBody.\n:::", "> [!NOTE] A title\n> Body."),
        (":::{admonition} A title\n:class:\n:name: x\nBody.\n:::", "> [!NOTE] A title\n> Body."),
        (":::tip\n## A title ##\nBody.\n:::", "> [!TIP] A title\n> Body."),
        (":::tip Given\n## A title\nBody.\n:::", "> [!TIP] Given\n> ## A title\n> Body."),
        (":::columns\n## A title\nBody.\n:::", "## A title\nBody."),
        # What is around it is parted from it.
        ("Before.\n:::tip\nBody.\n:::\nAfter.", "Before.\n\n> [!TIP]\n> Body.\n\nAfter."),
        ("Before.\n\n:::tip\nBody.\n:::\n\nAfter.", "Before.\n\n> [!TIP]\n> Body.\n\nAfter."),
        (":::tip\n\n\nBody.\n\nMore.\n\n:::", "> [!TIP]\n> Body.\n>\n> More."),
        (":::tip\n:::", "> [!TIP]"),
        (":::tip\nBody.\n:::\n\n:::", "> [!TIP]\n> Body.\n\n:::"),
        (":::own[A title]\nBody.\n:::", "**A title**\n\nBody."),
        ("```\nx\n```\n\n:::tip\nBody.\n:::", "```\nx\n```\n\n> [!TIP]\n> Body."),
        # In an item it may be indented; elsewhere that is code.
        ("- a\n\n    :::tip\n    Body.\n    :::", "- a\n\n    > [!TIP]\n    > Body."),
        ("- a\n\nb\n\n    :::tip\n    Body.\n    :::", "- a\n\nb\n\n    :::tip\n    Body.\n    :::"),
        ("\t:::tip\n\tBody.\n\t:::", "\t:::tip\n\tBody.\n\t:::"),
        ("1. a\n\n   !!! tip\n       Body.\n   After.", "1. a\n\n   > [!TIP]\n   > Body.\n\n   After."),
        # An indented one ends before the first line that is indented less; its last blank lines are not in it.
        ("!!! tip\n    Body.\n\n\n    More.\n\nAfter.", "> [!TIP]\n> Body.\n>\n>\n> More.\n\nAfter."),
        ("!!! tip\n\tBody.\n\t    More.\nAfter.", "> [!TIP]\n> Body.\n>     More.\n\nAfter."),
        ("!!! tip\n   Body.", "> [!TIP]\n\n   Body."),
        # Code in it may have the marks of an end.
        (":::tip\n```\n:::\n```\nBody.\n:::", "> [!TIP]\n> ```\n> :::\n> ```\n> Body."),
        (":::tip\n````\n```\n:::\n````\nBody.\n:::", "> [!TIP]\n> ````\n> ```\n> :::\n> ````\n> Body."),
        (":::tip\n~~~\n``` x\n:::\n~~~\nBody.\n:::", "> [!TIP]\n> ~~~\n> ``` x\n> :::\n> ~~~\n> Body."),
        ("{% note %}\n{% note %}\nBody.\n{% endnote %}\n{% endnote %}", "> [!NOTE]\n> > [!NOTE]\n> > Body."),
        ("{% note %}\n{% tip %}\nBody.\n{% endtip %}\n{% endnote %}", "> [!NOTE]\n> > [!TIP]\n> > Body."),
        ("{% own %}\nBody.\n{% endown %}", "{% own %}\nBody.\n{% endown %}"),
    ],
)
def test_a_container_ends_where_its_generator_says_and_its_title_may_stand_in_many_places(
    text: str, expected: str
) -> None:
    assert read(text) == expected


def test_containers_in_each_other_are_read_up_to_a_depth() -> None:
    def nested(depth: int) -> list[str]:
        return read("\n".join([":::tip"] * depth + ["Body."] + [":::"] * depth)).split("\n")

    assert nested(26)[-1] == "> " * 26 + "Body."
    assert nested(27)[-3:] == ["> " * 26 + ":::tip", "> " * 26 + "Body.", "> " * 26 + ":::"]
