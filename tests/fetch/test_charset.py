"""Bytes of a page -> text: what a page is, what it is said to be, and what it reads like."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.fetch.charset import _OF_LANGUAGE, as_utf_8, decode

RUSSIAN = (
    "Эта статья рассказывает о том, как устроена память в современных языках программирования. "
    "Сначала мы посмотрим на стек, потом на кучу, а затем поговорим о сборке мусора и о том, почему она нужна."
)
CZECH = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy, a přece nikdo neví, proč se databáze chová právě takhle. "
    "V tomto článku si ukážeme, jak měřit rychlost dotazů a co všechno může jít při měření špatně."
)
POLISH = (
    "Zażółć gęślą jaźń, powiedział programista, kiedy zobaczył błąd w kodowaniu znaków na swojej stronie. "
    "Dzisiaj pokażę, jak go znaleźć, jak go naprawić i dlaczego źródło problemu leży gdzie indziej."
)
GREEK = (
    "Σε αυτό το άρθρο θα δούμε πώς λειτουργεί η μνήμη σε μια σύγχρονη γλώσσα προγραμματισμού. "
    "Πρώτα θα μιλήσουμε για τη στοίβα και μετά για τον σωρό, όπου ζουν τα μεγάλα αντικείμενα."
)
TURKISH = (
    "Bu yazıda bir veritabanının diske nasıl yazdığını, güncelleme sırasında neler olduğunu inceleyeceğiz. "
    "Önce günlüğün işleyişini göreceğiz, sonra ölçümlerin neden şaşırtıcı çıktığını açıklayacağız."
)
HEBREW = (
    "במאמר הזה נראה איך עובד הזיכרון בשפת תכנות מודרנית ולמה כדאי להבין אותו לעומק. "
    "קודם נדבר על המחסנית, אחר כך על הערימה, ולבסוף נמדוד כמה זמן לוקחת כל הקצאה."
)
ARABIC = (
    "في هذه المقالة سنرى كيف تعمل الذاكرة في لغات البرمجة الحديثة ولماذا يجب أن نفهمها جيدا. "
    "سنتحدث أولا عن المكدس ثم عن الكومة، وبعد ذلك نقيس الوقت الذي تستغرقه كل عملية."
)
JAPANESE = (
    "この記事では、現代のプログラミング言語でメモリがどのように使われるかを説明します。"
    "まずスタックを見て、それからヒープについて話し、最後にそれぞれの割り当てにかかる時間を測ります。"
)
KOREAN = (
    "이 글에서는 현대 프로그래밍 언어에서 메모리가 어떻게 사용되는지 설명합니다. "
    "먼저 스택을 살펴보고 그다음 힙에 대해 이야기한 뒤 마지막으로 시간을 측정합니다."
)
CHINESE = (
    "本文介绍现代编程语言如何使用内存，以及为什么值得深入了解它的工作方式。"
    "我们先看栈，再谈堆，最后测量每一次分配到底需要多少时间，并比较不同的实现。"
)
TAIWANESE = (
    "本文介紹現代程式語言如何使用記憶體，以及為什麼值得深入了解它的運作方式。"
    "我們先看堆疊，再談堆積，最後測量每一次配置到底需要多少時間，並比較不同的實作。"
)
FRENCH = (
    "Cet article explique comment la mémoire est gérée dans un langage moderne, et pourquoi c’est intéressant. "
    "Nous verrons d’abord la pile, puis le tas ; après quoi nous mesurerons le coût réel de chaque opération, où qu’il "
    "soit caché."
)
GERMAN = (
    "Dieser Artikel erklärt, wie moderne Sprachen ihren Speicher verwalten und warum das für große Programme zählt. "
    "Zuerst sehen wir den Stapel, später die Halde, und schließlich prüfen wir „gefühlte“ Größen mit Messungen."
)
WRITTEN = [
    ("windows-1251", "ru", RUSSIAN),
    ("koi8-r", "ru", RUSSIAN),
    ("iso-8859-2", "pl", POLISH),
    ("windows-1250", "cs", CZECH),
    ("iso-8859-7", "el", GREEK),
    ("windows-1253", "el", GREEK),
    ("windows-1254", "tr", TURKISH),
    ("windows-1255", "he", HEBREW),
    ("windows-1256", "ar", ARABIC),
    ("shift_jis", "ja", JAPANESE),
    ("euc-jp", "ja", JAPANESE),
    ("euc-kr", "ko", KOREAN),
    ("gb18030", "zh", CHINESE),
    ("big5", "zh-TW", TAIWANESE),
    ("windows-1252", "fr", FRENCH),
    ("windows-1252", "de", GERMAN),
]


def page(text: str, head: str = "") -> str:
    return f"<!doctype html>\n{head}\n<p>{text}</p>\n<p>Some English words and code: x = 1;</p>\n"


@pytest.mark.parametrize(("charset", "language", "text"), WRITTEN)
def test_a_page_that_says_only_its_language_is_read(charset: str, language: str, text: str) -> None:
    text = text.replace("’", "'") if charset == "iso-8859-7" else text
    whole = page(text, f'<html class="x" lang="{language}"><head><title>A title</title></head>')
    assert decode(whole.encode(charset), None) == whole


SHORT = {
    "ru": RUSSIAN,
    "cs": CZECH,
    "pl": POLISH,
    "el": GREEK,
    "tr": TURKISH,
    "he": HEBREW,
    "ar": ARABIC,
    "ja": JAPANESE,
    "ko": KOREAN,
    "zh": CHINESE,
    "uk": (
        "Ця стаття розповідає про те, як влаштована пам'ять у сучасних мовах програмування, і чому її варто вивчати."
    ),
    "bg": (
        "Тази статия разказва как е устроена паметта в съвременните езици за програмиране и "
        "защо си струва да я изучаваме."
    ),
    "be": (
        "Гэты артыкул расказвае пра тое, як уладкаваная памяць у сучасных мовах праграмавання, і чаму яна патрэбная."
    ),
    "sr": (
        "Овај чланак објашњава како је уређена меморија у савременим програмским језицима и зашто је важно разумети је."
    ),
    "mk": (
        "Оваа статија објаснува како е уредена меморијата во современите програмски јазици и "
        "зошто треба да ја познаваме."
    ),
    "sk": (
        "Tento článok vysvetľuje, ako je usporiadaná pamäť v moderných programovacích "
        "jazykoch a prečo sa ju oplatí poznať."
    ),
    "hu": (
        "Ez a cikk elmagyarázza, hogyan működik a memória a modern programozási nyelvekben, "
        "és miért érdemes őt jól ismerni."
    ),
    "sl": (
        "Ta članek pojasnjuje, kako je urejen pomnilnik v sodobnih programskih jezikih in "
        "zakaj ga je vredno dobro poznati še danes."
    ),
    "hr": (
        "Ovaj članak objašnjava kako je uređena memorija u suvremenim programskim jezicima i "
        "zašto ju vrijedi dobro poznavati."
    ),
    "ro": (
        "Acest articol explică în ce fel este organizată memoria în limbajele moderne şi de "
        "ce merită să o cunoaştem mâine."
    ),
    "fa": "اين مقاله نشان مي‌دهد حافظه در زبان‌هاي برنامه‌نويسي چگونه کار مي‌کند و چرا بايد آن را شناخت.",
    "lt": (
        "Šis straipsnis paaiškina, kaip veikia atmintis šiuolaikinėse programavimo kalbose ir "
        "kodėl ją verta gerai pažinti."
    ),
    "lv": "Šis raksts paskaidro, kā darbojas atmiņa mūsdienu programmēšanas valodās un kāpēc ir vērts to labi pazīt.",
    "et": (
        "See artikkel selgitab, kuidas mälu tänapäeva programmeerimiskeeltes töötab ja miks "
        "tasub seda põhjalikult tundma õppida."
    ),
    "vi": "Bài này cho hay: tôi đi xa và làm ơn ưng, êm tai, gân ta.",
    "th": "บทความนี้อธิบายการทำงานของหน่วยความจำในภาษาโปรแกรมสมัยใหม่และเหตุผลที่เราควรรู้จักมัน",
}
"""Of each language that pages in other charsets were written in."""
NOT_WRITTEN_IN = {("sr", "cp1250"), ("sr", "iso8859_2"), ("zh", "big5hkscs")}
"""Serbian in Cyrillic letters and simplified Chinese: what these charsets have is written in the other ones below."""
SERBIAN = "Ovaj članak objašnjava kako je uređena memorija u savremenim jezicima i zašto je važno dobro je razumeti."


@pytest.mark.parametrize(
    ("language", "charset", "text"),
    [
        *(
            (language, charset, SHORT[language])
            for language, charsets in _OF_LANGUAGE.items()
            for charset in charsets
            if (language, charset) not in NOT_WRITTEN_IN
        ),
        *(("sr", charset, SERBIAN) for charset in ("cp1250", "iso8859_2")),
        ("zh", "big5hkscs", TAIWANESE),
    ],
)
def test_a_page_that_says_its_language_is_read_in_each_charset_that_was_usual_for_it(
    language: str, charset: str, text: str
) -> None:
    whole = page(text, f'<html lang="{language}">')
    assert decode(whole.encode(charset), None) == whole


@pytest.mark.parametrize(("charset", "language", "text"), WRITTEN)
@pytest.mark.parametrize("where", ["header", "meta", "http-equiv", "xml"])
def test_a_page_that_says_its_charset_is_read(charset: str, language: str, text: str, where: str) -> None:
    del language
    head = {
        "header": "<html>",
        "meta": f"<html><meta charset='{charset}'>",
        "http-equiv": f'<META content="text/html; charset={charset.upper()}" http-equiv=Content-Type>',
        "xml": f'<?xml version="1.0" encoding="{charset}"?>',
    }[where]
    whole = page(text, head)
    assert decode(whole.encode(charset), charset if where == "header" else None) == whole


@pytest.mark.parametrize(("charset", "language", "text"), WRITTEN)
def test_what_is_utf_8_is_read_so_whatever_is_said_of_it(charset: str, language: str, text: str) -> None:
    whole = page(text, f"<html lang={language}><meta charset={charset}>")
    assert decode(whole.encode(), charset) == whole


@pytest.mark.parametrize("label", ["utf-8", "UTF8", "iso-8859-1", "koi8-r", "utf-16", "no-such-thing", "", None])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1b\ufeff")))
def test_any_text_in_utf_8_comes_back(label: str | None, text: str) -> None:
    assert decode(text.encode(), label) == text
    assert decode(codecs.BOM_UTF8 + text.encode(), label) == text


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")))
def test_any_text_with_a_byte_order_mark_comes_back(text: str) -> None:
    for mark, charset in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode(mark + text.encode(charset), "utf-8") == text


@given(
    data=st.binary(max_size=300), label=st.none() | st.sampled_from(["utf-8", "utf-7", "base64", "idna", "hex", "x"])
)
def test_any_bytes_are_some_text(data: bytes, label: str | None) -> None:
    assert isinstance(decode(data, label), str)


def test_markup_in_utf_16_without_a_mark_is_read_with_its_bad_bytes() -> None:
    assert decode(b"<\0a\0\0\xd8", None) == "<a\ufffd"
    assert decode(b"\0<\0a\xd8\0", None) == "<a\ufffd"


def test_the_header_counts_before_the_page() -> None:
    whole = page(RUSSIAN, "<meta charset=windows-1252>")
    assert decode(whole.encode("koi8-r"), "koi8-r") == whole


def test_a_label_that_nobody_knows_leaves_it_to_the_page() -> None:
    whole = page(RUSSIAN, "<meta charset=koi8-r>")
    for label in (
        "x-unknown",
        "base64",
        "rot13",
        "undefined",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "\0",
        "a" * 500,
    ):
        assert decode(whole.encode("koi8-r"), label) == whole


@pytest.mark.parametrize(
    ("label", "charset", "text"),
    [
        ("iso-8859-1", "windows-1252", "“so” – €"),
        ("us-ascii", "windows-1252", "“so”"),
        ("iso-8859-9", "windows-1254", "“ş” ğ"),
        ("gb2312", "gb18030", "㐀 镕"),
        ("shift_jis", "cp932", "① ㈱ 漢字"),
        ("euc-kr", "cp949", "똠방각하"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("tis-620", "cp874", "“ไทย”"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, charset: str, text: str) -> None:
    assert decode(text.encode(charset), label) == text


def test_iso_2022_jp_is_known_by_its_label_alone() -> None:
    data = JAPANESE.encode("iso-2022-jp")
    assert decode(data, "ISO-2022-JP") == JAPANESE


def test_a_few_bad_bytes_make_no_other_charset_of_utf_8() -> None:
    data = RUSSIAN.encode() + b" \xff\xfe bad"
    assert decode(data, None) == RUSSIAN + " \ufffd\ufffd bad"


def test_what_stands_far_down_is_no_charset_of_the_page() -> None:
    whole = page(GERMAN, "<html lang=de>" + " " * 5000 + "<meta charset=koi8-r>")
    assert decode(whole.encode("windows-1252"), None) == whole


FEED = '<?xml version="1.0"{0}?><rss version="2.0"><channel><title>{2}</title>{1}</channel></rss>'


@pytest.mark.parametrize(
    ("charset", "said", "header", "language", "title"),
    [
        ("cp1251", ' encoding="windows-1251"', "utf-8", "", "Заметки о поездах и ночи"),
        ("cp1251", ' encoding="utf-8"', None, "<language>ru-RU</language>", "Заметки о поездах и ночи"),
        ("euc_jp", ' encoding="EUC-JP"', "UTF-8", "", "日本語のブログ、こんにちは"),
        ("cp1252", ' encoding="utf-8"', "utf-8", "<language>fr</language>", "Café, naïveté et œuvre"),
        ("utf-16-le", ' encoding="utf-16"', None, "", "Заметки о поездах и ночи"),
        ("utf-16-be", "", "utf-8", "", "Café, naïveté et œuvre"),
    ],
)
def test_a_feed_that_says_utf_8_of_other_bytes_is_read(
    charset: str, said: str, header: str | None, language: str, title: str
) -> None:
    text = FEED.format(said, language, title)
    assert decode(text.encode(charset), header) == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Grüße".encode("utf-16-be"), "UTF-16BE", "Grüße"),
        ("Grüße".encode("utf-16-le"), "utf-16le", "Grüße"),
        ("Grüße".encode("utf-16-le"), "utf-16", "Grüße"),
        (b"Words", "utf-16", "Words"),  # without a zero it is none
        ("ずっと".encode("iso2022_jp"), "ISO-2022-JP", "ずっと"),
        (b"Words", "iso-2022-jp", "Words"),
        (b"\x1b[1mWords", "utf-8", "\x1b[1mWords"),
        (b"\x1b[1mWords", None, "\x1b[1mWords"),
        (("é" * 10).encode() + b"\xff", "utf-8", "é" * 10 + "\ufffd"),
    ],
)
def test_bytes_are_what_they_are_said_to_be_if_they_can_be(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared) == text


@pytest.mark.parametrize(("good", "is_so"), [(9, False), (10, True)])
def test_utf_8_may_have_a_bad_byte_in_more_than_ten_letters(good: int, is_so: bool) -> None:
    data = ("é" * good).encode() + b"\xff" + b"a" * 99
    assert decode(data, "utf-8").startswith("é") is is_so


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"words", None, "words"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        (b"words", "iso-2022-jp", "words"),
        (b"\x1b[1mwords", None, "\x1b[1mwords"),
        (b"\x1b$B4A;z\x1b(B", "ISO-2022-JP", None),
        (b"x" * 59_999 + b"\x1b(B", "iso-2022-jp", None),
        (b"x" * 60_000 + b"\x1b(B", "iso-2022-jp", "x" * 60_000 + "\x1b(B"),
        (b"\xe9", None, None),
        (b"\xef\xbb\xbfwords", None, None),
        (b"\xff\xfew\0", None, None),
        (b"<\0p\0", None, None),
        (b"\0<\0p", None, None),
        (b"w\0o\0", "UTF-16LE", None),
        (b"w\0o\0", "utf-8", "w\0o\0"),
        (b"words", "utf-16", "words"),
    ],
)
def test_bytes_that_are_utf_8_are_known_whatever_is_said_of_them(
    data: bytes, declared: str | None, text: str | None
) -> None:
    assert as_utf_8(data, declared) == text
