"""The texts of a blog's links in a dozen languages: `Read more`, `Older posts`, `Previous post`; and names of pages."""

import re
from functools import cache

READ_ON = r"""
\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?
(?:continue |keep )?read(?:ing)?(?: the)?(?: full| whole)?(?: more| on| article| post| story| it)?|more|link|details
full (?:post|article)|permalink|view (?:post|article)|(?:\d+ )?comments?.*|leave a (?:comment|reply).*
weiterlesen|mehr(?: lesen)?|lire(?: la suite| plus| l'article)?|suite|leer m[aá]s|ler mais|leggi(?: tutto)?
lees (?:meer|verder)|czytaj (?:dalej|więcej)|читать(?: далее| полностью| дальше)?|далее
阅读(?:全文|更多|剩余部分)?(?: ?»)?|閱讀全文|続きを読む|もっと読む|더 ?(?:읽기|보기)
l[äæe]s(?:e)? (?:mer(?:e)?|videre|vidare)|lue lis[äa]{2}|cite[șs]te mai.*
[čc][íi]st (?:d[áa]l|v[íi]ce).*|διαβ[άα]στε.*|далі
continua(?:r)?(?: leyendo| a ler)?|devamını oku|#|¶|🔗|\d+
"""
OLDER = r"""
(?:previous|prev|older|next|earlier) \d+.*|earlier(?: posts?| entries)?
older(?: posts?| entries| articles?)?|next(?: page| posts?)?|more posts|load more|see more
previous (?:posts|entries|page|month|year)|[äa]ltere.*|weiter|n[äa]chste.*|plus anciens?
(?:articles?|billets?) (?:plus anciens?|pr[ée]c[ée]dents?)|suivante?s?|m[aá]s antiguos?|entradas antiguas|siguientes?
anteriores|mais antigas?|pr[oó]xim[ao]s?|post più vecchi|successiv[ao]|ouder.*|volgende|starsze.*
[äæe]ldre.*|n[äæe]st[ae].*|vanhemmat.*|seuraava.*|star[šs][íi].*|dal[šs][íi].*|r[ée]gebbi.*|k[öo]vetkez[őo].*
eski.*|sonraki.*|παλαι[όο]τερ.*|επ[όο]μεν.*|mai vechi.*|urm[ăa]to.*|наступн.*|старіш.*|далі|следващ.*
lebih lama.*|berikutnya|selanjutnya|c[ũu] h[ơo]n.*|trang sau|ישן.*|הבא.*|التالي.*|أقدم.*|قدیمی.*|بعدی
nast[eę]pn[ay]|следующ.*|вперед|далее|старые.*|ранее|下一页|下一頁|次へ|次のページ|古い.*|后一页|后页|下页|다음|이전 글
"""
PREVIOUS = r"""
prev(?:ious)?(?: post| article| entry)?|older(?: post| article| entry)?|earlier|vorheriger?.*|pr[ée]c[ée]dent.*
anterior.*|vorige.*|poprzedni.*|предыдущ.*|назад|上一篇.*|前の.*|이전.*
"""
NEXT = "next|newer|weiter|nächster?|suivant|siguiente|próximo|следующ\\w*|下一篇|次の"
FOLLOWING = r"""
next(?: post| article| entry)?|newer(?: post| article| entry)?|later(?: post| article| entry)?|n[äa]chster?.*
suivant.*|siguiente.*|pr[oó]xim[ao].*|volgende.*|następn.*|следующ.*|вперед|下一篇.*|次の.*|다음.*
"""
DIRECTORIES = """
tag tags tagged label labels category categories cat topic topics kategorie kategorien categorie categoria etiqueta
etiquetas author authors user users page search feed feeds rss amp attachment wp-content wp-json
wp-admin wp-includes wp-login cdn-cgi assets static img images css js fonts comments comment series series-index tema
schlagwort etichetta auteur autor member members login signup account cart checkout product products shop store temas
"""
"""Folders that contain no posts."""
PAGES = """
about about-me about-us contact contact-us contacts privacy privacy-policy impressum imprint datenschutz terms
terms-of-service terms-and-conditions disclaimer cookies cookie-policy license licence legal search archive archives
archiv archivo archivos arquivo arquivos tags tag categories category topics authors author blog posts articles post
article news home index 404 404.html not-found offline sitemap feed rss atom subscribe newsletter login register signup
projects project portfolio cv resume uses now links blogroll friends faq help donate support sponsor sponsors team
gallery photos guestbook comments thanks thank-you sample-page colophon start-here hire-me speaking talks publications
bio me page pages all writing notes essays series menu profile services work shop store cart checkout
"""
"""Last parts of addresses of pages that are not posts."""
OTHER_SECTIONS = """
about doc docs documentation wiki kb project projects portfolio product products demo demos example examples sample
samples talk talks slides presentations publications papers research teaching courses course lectures book books service
services solutions case-studies api reference manual guide guides help support faq legal people team jobs careers events
event gallery galleries photos photo album albums image images video videos download downloads software apps app tools
dishes menus recipe-index archive archives archiv page pages static public src test tests draft drafts
"""
"""Folders that contain no posts if there are posts in folders of other names."""
ARCHIVES = """
archive archives archiv archivo archivos arquivo arquivos archivio archief archiwum архив arşiv arhiva arkiv 归档 歸檔
文章归档 アーカイブ 過去ログ 記事一覧 전체글 보관함 all-posts allposts all_posts past-posts historico history timeline
post-archive blog-archive archive-page all-articles everything
"""
LISTS = """
blog posts articles writing writings essays post all notes entries stories weblog blogs artikel beiträge beitraege
artículos articulos artigos articoli wpisy статьи блог записи 文章 博客 ブログ 記事 블로그 글
"""
ALL = """
all posts|all articles|view all|view all posts|see all|see all posts|more posts|all entries|alle beiträge|alle artikel
tous les articles|todos los artículos|todas las entradas|todos os posts|full archive|post archive|blog archive
все статьи|все записи|older posts|read the blog|the blog
"""


@cache
def whole(phrases: str) -> re.Pattern[str]:
    """Return a pattern for texts that are one of the phrases, whatever signs surround it."""
    return re.compile(rf"^\W*(?:{_joined(phrases)})\W*$", re.IGNORECASE)


@cache
def beginning(phrases: str) -> re.Pattern[str]:
    """Return a pattern for texts that begin with one of the phrases."""
    return re.compile(rf"^\W*(?:{_joined(phrases)})(?:\b|$)", re.IGNORECASE)


def _joined(phrases: str) -> str:
    return "|".join(phrases.split("\n")).strip("|")


@cache
def words(text: str) -> frozenset[str]:
    """Return the words in a list."""
    return frozenset(text.split())


@cache
def lines(text: str) -> frozenset[str]:
    """Return the phrases in a list, separated by `|` and line breaks."""
    return frozenset(one for line in text.split("\n") for one in line.split("|") if one)
