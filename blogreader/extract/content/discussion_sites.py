"""Well-known forums and chats, as data: where the post and the comments are on a page."""

from typing import NamedTuple


class DiscussionPlace(NamedTuple):
    """Where a value is: in an element's text or attribute; without a selector, the comment's own."""

    selector: str = ""
    attribute: str = ""


class Platform(NamedTuple):
    """A forum with posts and comments, or a conversation of two in turns."""

    name: str
    page: str
    """The example page in tests/extract."""
    marker: str
    """A selector that only its pages match."""
    hosts: tuple[str, ...] = ()
    """Its hosts, including subdomains; empty: any."""
    post: str = ""
    """A selector for the post; all matches."""
    link: str = ""
    """A selector for the link to the discussed page, if it is another one."""
    comment: str = ""
    first_is_post: bool = False
    """Whether the first comment is the post."""
    author: DiscussionPlace = DiscussionPlace()
    date: DiscussionPlace = DiscussionPlace()
    address: DiscussionPlace = DiscussionPlace()
    points: DiscussionPlace = DiscussionPlace()
    body: str = ""
    depth: DiscussionPlace | None = None
    """A number that grows with the depth of a comment; None: comments are nested."""
    unit: int = 1
    """By how much it grows per level."""
    drop: str = ""
    heading: str = "Comments"
    turns: bool = False
    """Whether it is a conversation: no post, no quotations, a name above each part."""


PLATFORMS = (
    Platform(
        "Hacker News",
        "discussion-hackernews",
        marker="tr.athing",
        hosts=("news.ycombinator.com",),
        post=".fatitem .toptext",
        link=".fatitem .titleline > a",
        comment="tr.comtr",
        author=DiscussionPlace(".hnuser"),
        date=DiscussionPlace(".age", "title"),
        address=DiscussionPlace(".age a", "href"),
        points=DiscussionPlace(".score"),
        body=".commtext",
        depth=DiscussionPlace("td.ind img", "width"),
        unit=40,
        drop=".reply",
    ),
    Platform(
        "GitHub issues, pull requests and discussions",
        "discussion-github",
        marker=".js-comment-body, .react-issue-comment, [data-testid=issue-body]",
        hosts=("github.com",),
        comment=".timeline-comment-group, .review-comment, [data-testid=issue-body], .react-issue-comment",
        first_is_post=True,
        author=DiscussionPlace("a.author, [data-testid$=author-link], [data-testid=avatar-link]"),
        date=DiscussionPlace("relative-time[datetime]", "datetime"),
        body=".comment-body, .markdown-body",
    ),
    Platform(
        "Mastodon",
        "discussion-mastodon",
        marker="#mastodon .detailed-status",
        post=".detailed-status .status__content__text, .detailed-status .media-gallery__item-thumbnail img",
        comment=".status[data-id]",
        author=DiscussionPlace(".display-name"),
        date=DiscussionPlace("time[datetime]", "datetime"),
        address=DiscussionPlace(".status__relative-time", "href"),
        body=".status__content__text",
        drop=".invisible",
    ),
    Platform(
        "Reddit",
        "discussion-reddit",
        marker="shreddit-post",
        hosts=("reddit.com",),
        post="shreddit-post [slot=text-body] .md",
        link="shreddit-post a[slot=outbound-link]",
        comment="shreddit-comment",
        author=DiscussionPlace(attribute="author"),
        date=DiscussionPlace("time[datetime]", "datetime"),
        address=DiscussionPlace(attribute="permalink"),
        points=DiscussionPlace(attribute="score"),
        body="[slot=comment]",
        depth=DiscussionPlace(attribute="depth"),
    ),
    Platform(
        "old Reddit",
        "discussion-old-reddit",
        marker=".commentarea .thing.comment",
        hosts=("reddit.com",),
        post=".sitetable.linklisting .usertext-body .md",
        link=".sitetable.linklisting a.title.outbound",
        comment=".commentarea .thing.comment",
        author=DiscussionPlace(".tagline .author"),
        date=DiscussionPlace(".tagline time", "datetime"),
        address=DiscussionPlace("a.bylink", "href"),
        points=DiscussionPlace(".tagline .score.unvoted"),
        body=".usertext-body .md",
    ),
    Platform(
        "Lobsters",
        "discussion-lobsters",
        marker="li.comments_subtree",
        hosts=("lobste.rs",),
        post=".story_text",
        link=".story .link a.u-url",
        comment="li.comments_subtree:has(> .comment)",
        author=DiscussionPlace(".byline a[href^='/~'], .byline a[href^='/u/']"),
        date=DiscussionPlace(".byline time", "datetime"),
        body=".comment_text",
    ),
    Platform(
        "Discourse",
        "discussion-discourse",
        marker="meta[name=generator][content^=Discourse]",
        comment=".topic-post, .crawler-post",
        first_is_post=True,
        author=DiscussionPlace(".names .username a, [itemprop=author] [itemprop=name]"),
        date=DiscussionPlace("time[datetime]", "datetime"),
        body=".cooked, .post[itemprop=text]",
    ),
    Platform(
        "Stack Exchange",
        "discussion-stackexchange",
        marker="#question .s-prose",
        post="#question .s-prose",
        comment="#answers .answer",
        author=DiscussionPlace(".post-signature:last-child .user-details a"),
        date=DiscussionPlace(".user-action-time .relativetime", "title"),
        points=DiscussionPlace(attribute="data-score"),
        body=".s-prose",
        heading="Answers",
    ),
    Platform(
        "LWN",
        "discussion-lwn",
        marker=".CommentBox",
        hosts=("lwn.net",),
        post=".ArticleText",
        comment=".CommentBox",
        author=DiscussionPlace(".CommentPoster b"),
        body=".FormattedComment",
    ),
    Platform(
        "Gmail",
        "discussion-gmail",
        marker=".adn[data-message-id]",
        hosts=("mail.google.com",),
        comment=".adn[data-message-id]",
        author=DiscussionPlace(".gD", "name"),
        date=DiscussionPlace(".g3", "title"),
        body=".a3s",
        drop=".gmail_quote, .gmail_attr, .a6S, blockquote[type=cite]",
        heading="",
    ),
    Platform(
        "ChatGPT",
        "discussion-chatgpt",
        marker="[data-message-author-role]",
        hosts=("chatgpt.com", "chat.openai.com"),
        comment="[data-message-author-role]",
        author=DiscussionPlace(attribute="data-message-author-role"),
        body=".markdown, .whitespace-pre-wrap",
        turns=True,
    ),
    Platform(
        "Claude",
        "discussion-claude",
        marker="[data-testid=user-message]",
        hosts=("claude.ai",),
        comment="[data-testid=user-message], .font-claude-message, .font-claude-response",
        author=DiscussionPlace(attribute="data-testid"),
        turns=True,
    ),
    Platform(
        "X",
        "discussion-x",
        marker="article[data-testid=tweet] [data-testid=tweetText]",
        hosts=("x.com", "twitter.com"),
        comment="article[data-testid=tweet]",
        first_is_post=True,
        author=DiscussionPlace("[data-testid=User-Name] a[href^='/']"),
        date=DiscussionPlace("time[datetime]", "datetime"),
        address=DiscussionPlace("a:has(> time)", "href"),
        body="[data-testid=tweetText], [data-testid=tweetPhoto] img",
    ),
)

# The speaker, if a page marks only parts that the author did not write.
SPEAKERS = {"user": "You", "user-message": "You", "assistant": "ChatGPT", "": "Claude"}
