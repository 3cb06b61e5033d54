"""Texts in the charsets of the web, told rightly, wrongly or not at all."""

from __future__ import annotations

import codecs

from tests.misbehaving.case import Case
from tests.misbehaving.wire import answer

GERMAN = "<p>Größe, Maß und „Straßenbahn“ – fünf Äpfel für Jürgen.</p>"
FRENCH = "<p>L’œuvre d’un élève déçu où l’été s’achève, naïve et sûre.</p>"
POLISH = "<p>Zażółć gęślą jaźń; źródło błędów w łańcuchu żądań.</p>"
CZECH = "<p>Příliš žluťoučký kůň úpěl ďábelské ódy.</p>"
RUSSIAN = "<p>Съешь же ещё этих мягких французских булок, да выпей чаю. Пропускная способность базы данных.</p>"
GREEK = "<p>Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.</p>"
TURKISH = "<p>Pijamalı hasta yağız şoföre çabucak güvendi.</p>"
JAPANESE = "<p>データベースの設計と検索の速さについて、いくつかの話をします。</p>"
CHINESE = "<p>数据库的设计与查询性能：几个值得记住的经验教训。</p>"
TRADITIONAL = "<p>資料庫的設計與查詢效能：幾個值得記住的經驗教訓。</p>"
KOREAN = "<p>데이터베이스 설계와 질의 성능에 대한 몇 가지 이야기.</p>"
THAI = "<p>การออกแบบฐานข้อมูลและความเร็วในการค้นหา</p>"
HEBREW = "<p>תכנון מסדי נתונים ומהירות החיפוש</p>"


def _header(name: str, text: str, label: str, codec: str = "") -> Case:
    body = text.encode(codec or label)
    return Case(name, answer(body, content_type=f"text/html; charset={label}"), text=text)


def _meta(name: str, text: str, label: str, codec: str = "", lang: str = "", old: bool = False) -> Case:
    said = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if old else f"<meta charset={label}>"
    )
    page = f"<!DOCTYPE html><html lang={lang or 'en'}><head>{said}</head>{text}</html>"
    return Case(name, answer(page.encode(codec or label), content_type="text/html"), text=page)


def _untold(name: str, text: str, codec: str, lang: str) -> Case:
    page = f"<!DOCTYPE html><html lang={lang}><head><title>x</title></head>" + text * 5 + "</html>"
    return Case(name, answer(page.encode(codec), content_type="text/html"), text=page)


CASES = (
    _header("UTF-8 in the header", GERMAN, "utf-8"),
    _header("UTF-8 in quotes and capitals", GERMAN, '"UTF-8"', "utf-8"),
    _header("UTF-8 without its hyphen", GERMAN, "utf8"),
    Case("UTF-8 that nobody tells", answer(GERMAN.encode(), content_type="text/html"), text=GERMAN),
    Case(
        "UTF-8 that says Latin-1 in the header",
        answer(GERMAN.encode(), content_type="text/html; charset=iso-8859-1"),
        text=GERMAN,
    ),
    Case(
        "UTF-8 with a mark",
        answer(codecs.BOM_UTF8 + GERMAN.encode(), content_type="text/html; charset=koi8-r"),
        text=GERMAN,
    ),
    Case(
        "UTF-16 with a mark, little end first",
        answer(codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), content_type="text/html"),
        text=GERMAN,
    ),
    Case(
        "UTF-16 with a mark, big end first",
        answer(codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), content_type="text/html; charset=utf-8"),
        text=GERMAN,
    ),
    Case(
        "UTF-16 without a mark, told in the header",
        answer(GERMAN.encode("utf-16-le"), content_type="text/html; charset=utf-16le"),
        text=GERMAN,
    ),
    Case(
        "UTF-8 with one broken byte",
        answer(b"<p>caf" + b"\xe9 </p>" + GERMAN.encode() * 20, content_type="text/html; charset=utf-8"),
        text="<p>caf\ufffd </p>" + GERMAN * 20,
    ),
    Case(
        "UTF-8 that is cut in a character",
        answer(GERMAN.encode() + "ü".encode()[:1], content_type="text/html"),
        text=GERMAN + "\ufffd",
    ),
    _header("Latin-1, which means Windows-1252", GERMAN, "iso-8859-1", "cp1252"),
    _header("ASCII, which means Windows-1252", FRENCH, "us-ascii", "cp1252"),
    _header("Windows-1252", FRENCH, "windows-1252"),
    _header("Latin-2", POLISH.replace("„", ""), "iso-8859-2"),
    _header("Latin-5, which means Windows-1254", TURKISH + "<p>“so”</p>", "iso-8859-9", "cp1254"),
    _header("Latin-9", "<p>Œuvre à 5 €</p>", "iso-8859-15"),
    _header("Windows-1250", CZECH, "windows-1250"),
    _header("Windows-1251", RUSSIAN, "windows-1251"),
    _header("KOI8-R", RUSSIAN, "koi8-r"),
    _header("KOI8-U", "<p>Їжак і ґанок: українська мова.</p>", "koi8-u"),
    _header("IBM's for DOS in Russia", RUSSIAN, "ibm866"),
    _header("Greek", GREEK, "iso-8859-7"),
    _header("Hebrew in logical order", HEBREW, "iso-8859-8-i", "iso-8859-8"),
    _header("Thai", THAI, "windows-874", "cp874"),
    _header("Thai by its standard's name", THAI, "tis-620", "cp874"),
    _header("Macintosh", GERMAN, "macintosh", "mac-roman"),
    _header("Shift JIS", JAPANESE, "shift_jis"),
    _header("Shift JIS with the characters that Windows added", "<p>① 髙橋 ㈱</p>", "shift_jis", "cp932"),
    _header("Shift JIS by an old name", JAPANESE, "x-sjis", "cp932"),
    _meta("EUC-JP in the page", JAPANESE, "euc-jp", lang="ja"),
    _header("ISO-2022-JP, which is all ASCII", JAPANESE, "iso-2022-jp"),
    _header("GB2312, which means GBK", CHINESE + "<p>朱镕基</p>", "gb2312", "gbk"),
    _meta("GB18030 in the page, as of old", CHINESE + "<p>𠀀</p>", "gb18030", lang="zh", old=True),
    _header("Big5", TRADITIONAL, "big5"),
    _header("EUC-KR", KOREAN, "euc-kr"),
    _header("EUC-KR by an old name, with what Windows added", KOREAN + "<p>똠방각하</p>", "ks_c_5601-1987", "cp949"),
    # Names that mean nothing, or too much
    Case(
        "a charset that does not exist",
        answer(GERMAN.encode("cp1252"), content_type="text/html; charset=none-such"),
        text=GERMAN,
    ),
    Case("an empty charset", answer(GERMAN.encode("cp1252"), content_type="text/html; charset="), text=GERMAN),
    Case(
        "a charset that is a codec of Python's",
        answer(GERMAN.encode("cp1252"), content_type="text/html; charset=rot13"),
        text=GERMAN,
    ),
    Case(
        "a charset of which a browser reads no page",
        answer(b"<p>+ADw-script+AD4-</p>", content_type="text/html; charset=utf-7"),
        text="<p>+ADw-script+AD4-</p>",
    ),
    Case(
        "a charset that runs code of Python's",
        answer(b"<p>\\x41</p>", content_type="text/html; charset=unicode_escape"),
        text="<p>\\x41</p>",
    ),
    # Guesses
    _untold("German that nobody tells", GERMAN, "cp1252", "de"),
    _untold("Polish that nobody tells", POLISH, "cp1250", "pl"),
    _untold("Russian that nobody tells", RUSSIAN, "cp1251", "ru"),
    _untold("Russian that nobody tells, in KOI8-R", RUSSIAN, "koi8-r", "ru"),
    _untold("Greek that nobody tells", GREEK, "iso-8859-7", "el"),
    _untold("Japanese that nobody tells", JAPANESE, "shift_jis", "ja"),
    _untold("Japanese that nobody tells, in EUC-JP", JAPANESE, "euc-jp", "ja"),
    _untold("Chinese that nobody tells", CHINESE, "gb18030", "zh-CN"),
    _untold("traditional Chinese that nobody tells", TRADITIONAL, "big5", "zh-TW"),
    _untold("Korean that nobody tells", KOREAN, "euc-kr", "ko"),
)
