"""The words of boilerplate around an article, as data: class names, headings and whole lines."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from blogreader.extract.lazy_patterns import lazily, separated
from blogreader.text import fold

# Words in class and id that name boilerplate. They are weaker than the roles in `known_markup.BOILERPLATE`:
# elements that contain much of the page's prose, or are an article's own container, are spared.
WORDS = separated(
    " ",
    "share sharing sharethis addthis addtoany sharedaddy socials social comments comment disqus utterances giscus "
    "respond related recommended recommendations recommend newsletter subscribe subscription signup sidebar "
    "breadcrumb breadcrumbs pagination pager paginator toc outline cookie cookies consent gdpr promo promotion "
    "sponsor sponsored advert advertisement advertising banner popup modal byline whoami authorbox biography bio "
    "webmentions webmention reactions upvote upvotes likes claps skip topbar navbar navigation menu masthead "
    "copyright colophon donate feedback paywall readnext prevnext nextprev postnav jetpack outbrain taboola "
    "trending popular disclaimer cta teads backlinks livefyre commentcount navigate",
)

# Those that name programs, or things that only programs insert: never an author's words.
WIDGET_WORDS = separated(
    " ",
    "sharethis addthis addtoany sharedaddy disqus utterances giscus jetpack outbrain taboola teads livefyre "
    "yarpp adsbygoogle webmention webmentions upvote upvotes claps commentcount backlinks",
)

# Those that name a part of a page, and that nobody would write a section about.
_SITE_WORDS = separated(
    " ",
    "socials sidebar breadcrumb breadcrumbs pagination pager paginator signup byline whoami authorbox biography bio "
    "topbar navbar masthead copyright colophon readnext prevnext nextprev postnav gdpr cta advert "
    "advertisement advertising",
)

# Names of a post's own links: to its categories, its tags.
OF_POSTS = frozenset(("categories", "category", "cat", "tags", "tag"))

# Words that count against an element in scoring, but are too weak to remove it.
WEAK_WORDS = separated(
    " ",
    "aside footer foot header head meta widget rail ad ads tag tags tool tools shoutbox hidden combx contact media "
    "scroll links link list teaser card cards promo latest more sidebar secondary nav legends rss remark extra",
)

# Words that count for it.
ARTICLE_WORDS = separated(
    " ", "article body content entry hentry main page post text blog story prose markdown copy richtext"
)

# Names of cards shown on hover: they are removed if they have links, but not the word that they belong to.
CARD_WORDS = separated(" ", "rollover hovercard popover")

# Boilerplate named by two or three consecutive words.
PHRASES = separated(
    "|",
    "post meta|entry meta|article meta|post info|article info|post header meta|reading time|read time|read next|"
    "next post|prev post|previous post|post nav|post navigation|post tags|tag list|entry tags|article tags|"
    "single meta|single infos|post categories|cat links|tags links|post footer|entry footer|article footer|"
    "author box|author info|"
    "about author|author bio|author card|post author|author meta|table of contents|back to top|scroll top|"
    "edit page|edit this page|last updated|post date|entry date|published date|related posts|more posts|"
    "call to action|mailing list|email form|view count|page views|on this page|site header|site footer|site nav|"
    "post share|follow us|also like|print only|copy link|github edit|theme edit|doc breadcrumbs|source link|"
    "post list|recent posts|most popular|share buttons|share button|sharing buttons|share bar|share links|"
    "share icons|social share|"
    "social sharing|social links|social icons|social media|cookie warning|cookie notice|cookie banner|cookie consent|"
    "cookie bar|hs cta|ad disclaimer|ad container|ad wrapper|ad slot|ad banner|ad unit|article nav|"
    "article actions|post actions|print header|print footer|license box",
)

# Headings of what follows the end of an article.
HEADINGS = separated(
    "|",
    "related|related posts|related articles|related reading|related stories|related content|you might also like|"
    "you may also like|you might like|more posts|more articles|more from|more from this blog|read next|read more|"
    "keep reading|recommended|recommended reading|recommended posts|recent posts|latest posts|popular posts|"
    "comments|leave a comment|leave a reply|share|share this|share this post|share this article|subscribe|"
    "newsletter|stay updated|join the newsletter|subscribe to the newsletter|subscribe to my newsletter|"
    "about the author|written by|tags|categories|filed under|webmentions|responses|discussion|reactions|"
    "continue reading|up next|other posts|see also posts",
)

# Those that only a page says, and no author: at the end, what follows need not be links.
PLAIN_HEADINGS = separated(
    "|",
    "leave a comment|leave a reply|share this|share this post|share this article|stay updated|join the newsletter|"
    "subscribe to the newsletter|subscribe to my newsletter|about the author|written by|filed under|webmentions|"
    "related posts|related articles|you might also like|you may also like|recent posts|latest posts|popular posts|"
    "more from this blog",
)

# Boxes that ask something of the reader.
CALLING_FRAMES = lazily(
    r"subscri|signup|sign-up|newsletter|/embed/?$|forms?[./]|comment|/like|share|button", re.IGNORECASE
)

# Places to share something.
SHARING_ADDRESSES = lazily(
    r"facebook\.com/(?:sharer|share\.php|dialog)|(?:twitter|x)\.com/(?:share|intent|home\?status)|linkedin\.com/(?:share|cws/share)"
    r"|pinterest\.[a-z.]+/pin/create|reddit\.com/submit|(?:t|telegram)\.me/share|wa\.me/\?|whatsapp\.com/send|^whatsapp:"
    r"|b\.hatena\.ne\.jp/(?:entry|add)|line\.me/(?:R/|lineit)|getpocket\.com/(?:save|edit)|plus\.google\.com/share|^mailto:\?"
    r"|ycombinator\.com/submitlink|vk\.com/share|tumblr\.com/(?:share|widgets)|service\.weibo\.com/share|connect\.qq\.com"
    r"|sns\.qzone\.qq|bsky\.app/intent|threads\.net/intent|digg\.com/submit|stumbleupon\.com/submit|bufferapp\.com/add"
    r"|flipboard\.com/bookmarklet|evernote\.com/clip|xing\.com/(?:spi|app|social)|connect\.ok\.ru|toot\.kytta|/mastodon-share",
    re.IGNORECASE,
)
# And their icons.
SHARING_PICTURES = lazily(
    r"(?:^|[/_.-])(?:facebook|fb|twitter|whatsapp|linkedin|pinterest|reddit|telegram|e-?mail|print|rss|google-?plus|hatena"
    r"|pocket|tumblr|weibo|wechat|line\d*x?\d*|share|blank)[\w-]{0,12}\.(?:png|svg|gif|jpe?g|webp)(?:\?|$)",
    re.IGNORECASE,
)

# Requests to a page's readers.
ASKING = lazily(
    r"(?:^|[.!?…]\s)(?:please )?(?:support|donate|become an? (?:member|patron|supporter)"
    r"|buy (?:me|us)|subscribe|sign up|follow"
    r"|join (?:us|the|our|my)|get (?:our|my|the) (?:news|latest|best|free)|like what you|enjoyed this|enjoying this)\b",
    re.IGNORECASE,
)

# Copyright lines.
RIGHTS = lazily(r"©|\ball rights reserved\b|\bcopyright\b.{0,12}\b(?:19|20)\d\d", re.IGNORECASE)

# Whole lines that sites insert between the paragraphs of an article.
LINES = lazily(
    r"advert(?:isements?|ising)?|publicidade|publicidad|publicité|anzeige|werbung|sponsored(?: content)?|ad"
    r"|(?:story|article) continues (?:below|after)[\w ]*|text size|loading(?: ?\.\.\.|…)?|close|caption|photo ?gallery"
    r"|share(?: this)?(?: (?:article|post|story|page))?(?: (?:on|via|with) [\w ,/]{2,40})?|tweet(?: this)?"
    r"|e-?mail this|your (?:video|ad) will (?:play|begin|start).{0,20}"
    r"|(?:follow|find) (?:me|us|[A-Z]\w+) on (?:twitter|facebook|instagram|x|mastodon|youtube|[\w, ]{2,60})[.!]?"
    r"|(?:post (?:a )?|leave a |view |show |add |read |hide )?comments?(?: \(?\d+\)?| \(\+\))?|(?<!\d)\d+ (?:comments?"
    r"|likes?|shares?|views?)"
    r"|image \d+ of ?/? ?\d+|(?:click|tap) (?:here )?to (?:enlarge|expand|zoom|view)[\w ]*|enlarge(?: image)?"
    r"|zoom|print"
    r"|sign up(?: now)?|subscribe(?: now)?|sign in|log ?in|to read the full story|copy link|link copied!?|copied!?"
    r"|like this (?:story|article|post)\?.{0,60}|join the conversation[.…]*|tell us what you think.{0,10}"
    r"|back to top|skip to [\w ]{3,40}|scroll (?:down|to continue)[\w ]*|(?:whatsapp|facebook|twitter|pin(?:t"
    r"|terest)|google\+"
    r"|linkedin|reddit|telegram|baixar|voltar|e-?mail)(?: (?:whatsapp|facebook|twitter|pin(?:t|terest)|google\+"
    r"|linkedin"
    r"|reddit|telegram|baixar|e-?mail)){0,8}",
    re.IGNORECASE,
)

# Lines with the date of publication, before the first paragraph or after the last.
_YEAR = r"(?:19|20)\d\d"
_DATE_WORDS = r"published|posted|updated|first published|last (?:updated|modified)|publié|veröffentlicht|publicado"
_DAY_OR_MONTH = (
    r".*(?:\b\d{1,2}(?!\d)|\b(?:jan|feb|fev|fév|mar|mär|apr|abr|avr|may|mai|jun|jui|jul|aug|ago|aoû|sep|set|oct|okt|out|nov"
    r"|dec|dez|déc|dic|ene))"
)
DATE_LINES = lazily(
    rf"(?:{_DATE_WORDS})\b.{{0,90}}\b(?:{_YEAR}\b|\d{{1,2}}:\d\d|[ap]\.?m\b).{{0,30}}"
    rf"|(?={_DAY_OR_MONTH})[\w,-]{{3,14}} ?\w{{0,12}} ?\d{{0,2}}(?:st|nd|rd"
    rf"|th)?,?(?: de)? ?\w{{0,12}},?(?: de)? {_YEAR}(?:\W{{1,3}}(?:(?:at|às|à|um"
    rf"|a las) )?\d{{1,2}}[:h]\d\d.{{0,20}})?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}(?:\W.{{0,40}})?|{_YEAR}-\d\d-\d\d(?:\W.{{0,30}})?"
    r"|(?:loading|saving|please wait)(?: \w+){0,2} ?(?:\.\.\.|…)",
    re.IGNORECASE,
)

# Lines about the page itself after its end, and the targets of their links.
UPDATED = lazily(
    r"last (?:updated?|modified|edited|changed)\b|updated (?:on|at)\b|page (?:last )?(?:updated|modified)\b"
    r"|最后更新|最終更新|最近更新|上次更新|마지막 (?:수정|업데이트)|последнее (?:обновление|изменение)"
    r"|(?:zuletzt|letzte) (?:geändert|aktualisiert|änderung)|dernière (?:mise à jour|modification)"
    r"|última actualización",
    re.IGNORECASE,
)
PAGE_LINES = lazily(
    r"\W*(?:(?:edit|improve|suggest (?:an )?(?:edits?|changes?)|view|show|report|raise|open|help us improve)"
    r"\b.{0,60}|.{0,12}(?:编辑|編集|bearbeiten|modifier|éditer|editar|редактировать|수정|편집).{0,60}"
    r"|(?:last|updated|page|最后|最終|最近|上次|zuletzt|letzte|dernière|última|последнее|마지막).{0,90})",
    re.IGNORECASE,
)
EDITING = lazily(r"/edit/|/blob/|/-/edit|[?&](?:action|do)=edit|/issues/new|/tree/|//github\.com|//gitlab\.|/raw/")

# The rest of a line of tags.
TAG_LABELS = lazily(
    r"\W*+(?:(?:post(?:ed)?|filed|more)? ?(?:tags?|tagged|categor(?:y|ies)|topics?|under|in)(?: (?:with|as|in))?)?\W*+",
    re.IGNORECASE,
)

# Beginnings of lines that refer to another article.
READ_MORE = lazily(
    r"(?:read (?:more|also|next)|also (?:read|on [\w.]{2,30})|more (?:on|from|about) [\w ]{2,30}"
    r"|related(?: (?:article|story|post)s?)?"
    r"|recommended|don.t miss|watch(?: also)?|leia (?:mais|também)|lire aussi|lesen sie auch|lee también|up next)"
    r"(?:\s*[:：–—|-]|\s+(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)

# Those that authors use, too.
READ_MORE_OF_AUTHORS = lazily(r"(?:read more|more (?:on|about)|watch(?: also)?)\b", re.IGNORECASE)

# Texts of links to more.
READ_ON = lazily(
    r"(?:read|see|learn|show) more|continue reading|read (?:on|the (?:full )?(?:story|article|post))|weiterlesen"
    r"|lire la suite|leer más|leggi tutto|mehr (?:lesen|erfahren)|続きを読む|阅读更多|閱讀更多|читать далее|더 보기"
    r"|[→»›]",
    re.IGNORECASE,
)

# Headings that announce other articles.
RELATED_HEADINGS = lazily(
    r"(?:related|recommended|popular|trending|latest|recent|featured|more|other|similar|top|most (?:read"
    r"|popular|viewed|shared))"
    r"(?: (?:\w+ ){0,2}(?:posts?|articles?|stories|story|news|reading|content|topics?|tags?|links|coverage"
    r"|videos?|from .{2,40}|on .{2,40}))?:?"
    r"|more (?:great |from |in |on |about |by )[\w .,&’'-]{2,50}|you (?:may|might|could) (?:also )?(?:like"
    r"|enjoy|be interested in).{0,20}"
    r"|read (?:next|more|this next|also)|up next|don.t miss|keep reading|what to read next|recommended for you"
    r"|from our partners"
    r"|from (?:around )?the web|elsewhere on [\w .]{2,40}|also (?:on|in) [\w .]{2,40}|editor.s picks?"
    r"|trending(?: now| news)?|around the web"
    r"|(?:você (?:pode|também pode) gostar|leia (?:mais|também)|veja também|à lire aussi|lire aussi|a lire"
    r"|lesen sie auch|mehr zum thema"
    r"|das könnte sie auch interessieren|te puede interesar|lee también|leer más|potrebbe interessarti"
    r"|leggi anche|相关阅读|关连阅读|推荐阅读"
    r"|関連記事|おすすめ記事|関連する記事|相关文章|相關文章|推荐文章|관련 글|관련 기사"
    r"|похожие (?:статьи|записи)"
    r"|читайте также|ähnliche (?:artikel|beiträge)|articles (?:similaires|liés)|artículos relacionados"
    r"|artigos relacionados|articoli correlati|gerelateerde (?:artikelen|berichten))"
    r"[.…:]*",
    re.IGNORECASE,
)

# Headings that announce other articles if a list of them follows.
MORE_HEADINGS = lazily(
    r"(?:more|other|further|newer|older|previous|weitere|mehr|autres|plus d|más|otros|altri|outros"
    r"|其他|更多|その他)\b.{0,60}",
    re.IGNORECASE,
)

# What sites call their articles, but authors rarely what they link to.
STORIES = lazily(r"\b(?:stories|articles|posts|coverage)\W*$", re.IGNORECASE)

CONTENTS_HEADINGS = frozenset(
    map(
        fold,
        (
            *("table of contents", "contents", "on this page", "in this article", "in this post", "toc"),
            *("inhalt", "inhaltsverzeichnis", "table des matières", "sommaire", "contenido", "indice", "目录"),
            *("目次", "목차", "содержание", "оглавление"),
        ),
    )
)
# What unfolds parts of a page.
OPEN_CONTENTS = lazily(
    r"(?:open|show|view|expand|toggle|click to (?:open|expand)|显示|展开)? ?(?:the )?"
    r"(?:table of contents|contents|toc|目录|目次|inhaltsverzeichnis|sommaire|indice)"
)

# Those that announce nothing else: what they announced was removed with the navigation.
CONTENTS_ALONE = CONTENTS_HEADINGS - {"contents", "inhalt", "sommaire", "contenido", "indice", "содержание"}

# A paragraph at the beginning or the end that asks for a subscription.
CALLS = lazily(
    r"(?=.{15,320}$).*\b(?:sign(?:ing)? up|subscribe|get|join)\b.*\b(?:newsletter|mailing list|inbox"
    r"|weekly e-?mail)\b.*"
    r"|(?=.{15,320}$).*\b(?:newsletter|mailing list)\b.*\b(?:sign up|subscribe)\b.*"
    r"|click here to (?:get|download|subscribe|sign)\b.{2,80}",
    re.IGNORECASE | re.DOTALL,
)

OWN_WORDS = lazily(r" (?:post|article|entry) (?:body|content|text|container|wrapper|page|single) | markdown | prose ")
"""Names of containers of the article itself."""
_UNDER_HEADING = lazily(r" (?:h [1-6] related|outline (?:text )?\d) ")
"""Names that Writerside and Org mode give to what is under a heading."""


@lru_cache(4_096)
def names_card(said: str) -> bool:
    """Return whether names, as returned by `nodes.names`, are those of a card that leads elsewhere."""
    return not CARD_WORDS.isdisjoint(said.split())


@lru_cache(4_096)
def names_site(said: str) -> bool:
    """Return whether boilerplate names can only be a page's, and not the subject of an article."""
    words = said.split()
    return not _SITE_WORDS.isdisjoint(words) or not PHRASES.isdisjoint(_in_a_row(words))


def _in_a_row(words: list[str]) -> Iterator[str]:
    """Yield two and three consecutive words."""
    for first, second in pairwise(words):
        yield f"{first} {second}"
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        yield f"{first} {second} {third}"


@lru_cache(4_096)
def names_boilerplate(said: str) -> bool:
    """Return whether names are those of boilerplate, and not of the article's own text."""
    if OWN_WORDS.search(said):
        return False
    words = _UNDER_HEADING.sub(" ", said).split()
    return not WORDS.isdisjoint(words) or not PHRASES.isdisjoint(_in_a_row(words))
