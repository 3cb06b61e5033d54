"""The search for a whole archive through pages of lists, whatever leads from one to the next, and days in more scripts."""

from collections.abc import Callable

import pytest

from blogreader.indexes import days
from tests import blogs
from tests.blogs import FOOTER, MENU, Blog, cards, expected, found, in_blog, in_own_folder, page, posts, survey

SIZE = 10


def numbers(index: int, count: int, address: Callable[[int], str]) -> str:
    return " ".join(
        f"<b>{number + 1}</b>" if number == index else f'<a href="{address(number)}">{number + 1}</a>'
        for number in range(count)
    )


def ranges(index: int, count: int, address: Callable[[int], str]) -> str:
    def named(number: int) -> str:
        return f"{number * SIZE + 1}–{min(number * SIZE + SIZE, 45)}"

    links = (
        f"<b>{named(number)} of 45</b>" if number == index else f'<a href="{address(number)}">{named(number)}</a>'
        for number in range(count)
    )
    return " | ".join(links)


Pager = Callable[[int, int, Callable[[int], str]], str]


def said(link: str) -> Pager:
    """Return what makes the link to older posts, where there are any."""

    def older(index: int, count: int, address: Callable[[int], str]) -> str:
        return link.format(address(index + 1)) if index + 1 < count else ""

    return older


PAGERS: dict[str, tuple[Callable[[int], str], Pager]] = {
    "numbers in the query": (lambda index: f"/?start={index * SIZE}", numbers),
    "numbers that count posts": (lambda index: f"/{index * SIZE}", numbers),
    "ranges": (lambda index: f"/all-{'abcdefgh'[index]}.html", ranges),
    "ranges in the query": (lambda index: f"/?offset={index * SIZE}", ranges),
    "signs": (lambda index: f"/p{index + 1}.html", said('<a href="{}">»</a>')),
    "Arabic": (lambda index: f"/safha/{index + 1}/", said('<a href="{}">المقالات الأقدم</a>')),
    "Thai": (lambda index: f"/na/{index + 1}/", said('<a href="{}">เก่ากว่า</a>')),
    "a label": (
        lambda index: f"/list/{'abcdefgh'[index]}/",
        said('<a href="{}" aria-label="Next page"><svg></svg></a>'),
    ),
    "a title": (
        lambda index: f"/list/{'abcdefgh'[index]}/",
        said('<a href="{}" title="Older posts"><img src="x.png"></a>'),
    ),
    "a picture": (
        lambda index: f"/list/{'abcdefgh'[index]}/",
        said('<a href="{}"><img src="x.png" alt="Older posts"></a>'),
    ),
    "months": (lambda index: f"/all/2019-{12 - index:02}/", said('<a href="{}">« Previous month</a>')),
}


@pytest.mark.parametrize("name", PAGERS)
def test_all_pages_of_a_list_are_read(name: str) -> None:
    further, leads = PAGERS[name]
    blog = Blog(posts(45, in_own_folder if "count" in name else in_blog))
    count = -(-len(blog.posts) // SIZE)

    def address(index: int) -> str:
        return further(index) if index else "/"

    for index in range(count):
        listed = cards(blog.posts[index * SIZE : (index + 1) * SIZE])
        pager = f'<div class="x">{leads(index, count, address)}</div>'
        blog.pages[address(index)] = page(f"{MENU.format('')}<main>{listed}</main>{pager}{FOOTER}")
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


@pytest.mark.parametrize("is_named", [True, False])
def test_years_that_are_chosen_in_a_field_and_months_in_the_query_are_read(is_named: bool) -> None:
    blog = Blog(posts(60, lambda index, day, slug: f"/{day:%Y}/{slug}/" if is_named else f"/?p={index + 1}"))
    months = sorted({(post.date.year, 0 if is_named else post.date.month) for post in blog.posts}, reverse=True)
    chosen = ""
    for year, month in months:
        path = f"/{year}/" if is_named else f"/?m={year}{month:02}"
        chosen += f'<option value="{path}">{year}</option>' if is_named else f'<a href="{path}">{month}/{year}</a> '
        listed = [post for post in blog.posts if (post.date.year, 0 if is_named else post.date.month) == (year, month)]
        rows = "".join(f'<li>{post.date:%d.%m.} <a href="{post.path}">{post.title}</a></li>' for post in listed)
        blog.pages[path] = page(f"<main><ul>{rows}</ul></main>") if is_named else blogs.home(listed)
    field = f"<form><select><option>Archive</option>{chosen}</select></form>" if is_named else chosen
    blog.pages["/"] = blogs.home(blog.posts[:5], extra=field)
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_months_of_several_pages_are_read_to_the_end() -> None:
    blog = Blog(posts(60, lambda index, _, slug: f"/{2019 - index // 30}/05/{slug}/"))
    links = ""
    for year in (2019, 2018):
        path, listed = f"/{year}/05/", [post for post in blog.posts if post.path.startswith(f"/{year}/")]
        links += f'<a href="{path}">May {year}</a> '
        for number in range(3):
            further = f'<a rel="next" href="{path}page/{number + 2}/">Older posts</a>' if number < 2 else ""
            rows = blogs.home(listed[number * 10 : number * 10 + 10], extra=further)
            blog.pages[f"{path}page/{number + 1}/" if number else path] = rows
    blog.pages["/"] = blogs.home(blog.posts[:5], extra=links)
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_posts_that_only_tags_list_are_found() -> None:
    blog = Blog(posts(40, in_blog))
    names = ("boats", "ropes", "sails", "knots")
    links = " ".join(f'<a href="/tags/{name}/">{name}</a>' for name in names)
    blog.pages["/"] = page(f"<main><h1>A garden</h1>{links}</main>")
    for start, name in enumerate(names):
        rows = "".join(f'<li>{post.date} <a href="{post.path}">{post.title}</a></li>' for post in blog.posts[start::4])
        blog.pages[f"/tags/{name}/"] = page(f"<main><ul>{rows}</ul></main>")
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


@pytest.mark.parametrize(
    "text",
    [
        "7 نوفمبر 2019",
        "7 תשרין 2019 7 נובמבר 2019",
        "7 November 2019",
        "Ngày 7 tháng 11 năm 2019",
        "۲۰۱۹/۱۱/۰۷",
        "2019. 11. 7.",
    ],
)
def test_days_of_other_scripts_are_read(text: str) -> None:
    assert str(days.found_in(text)) == "2019-11-07"


def test_the_last_of_numbered_pages_leads_nowhere() -> None:
    blog = Blog(posts(20, in_blog))
    blog.pages["/"] = page(f"<main>{cards(blog.posts[:10])}</main><b>1</b> <a href='/list/b/'>2</a>")
    blog.pages["/list/b/"] = page(f"<main>{cards(blog.posts[10:])}</main><a href='/'>1</a> <b>2</b>")
    search = survey(blogs.with_pages_of(blog))
    assert found(search) == expected(blog)
    assert search.found.next_of[f"{blogs.HOST}/list/b/"] == ""
