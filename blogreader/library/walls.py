"""Pages that stand before an article, with a good status: a question for consent, a login, a check, maintenance.

Such a page is short, and nearly all of it says the same. An article about such pages says other things too; a short
post may be about nothing else, and then the index calls it by the name that stands above it.
"""

from enum import StrEnum

from blogreader.errors import ChecksForHumans, FetchError, NeedsConsent, NeedsLogin, UnderMaintenance
from blogreader.extract.patterns import lazily
from blogreader.library.choosing import without_links, words
from blogreader.text import fold

_LONGEST = 250
"""Words."""
_SHORT = 25
"""Words of which one sentence says enough."""
_SHARE = 0.5
"""Of the words, in sentences that speak of it."""
_NAMED_SHARE = 0.75
"""The same, where the page has the title that the index gives."""


class Wall(StrEnum):
    """What stands before an article."""

    CONSENT = "consent"
    LOGIN = "login"
    CHECK = "check"
    MAINTENANCE = "maintenance"


# All of it folded: lower case, without accents. In English, German, French, Spanish, Italian, Portuguese and
# Dutch.
_SAYS = {
    Wall.CONSENT: (
        r"we (?:value|respect|care about) your privacy|(?:our|\d) partners|store and/?(?:or)? ?access information",
        r"(?:accept|reject|allow|agree to) (?:all|cookies)|manage (?:options|preferences|cookies|settings|choices)",
        r"before you continue|\buse[sd]? (?:\w+ )?cookies|cookie (?:settings|preferences|policy|notice|consent)",
        r"personali[sz]ed (?:ads|advertising|content)|\b(?:your|give|withdraw) consent\b|legitimate interest",
        r"wir (?:schatzen|respektieren) ihre privatsphare|(?:alle|alles|cookies) (?:akzeptieren|ablehnen|annehmen)",
        r"akzeptieren und|einwilligung|verwende[nt]? (?:wir )?cookies|zustimmen und|unsere (?:\d+ )?partner",
        r"(?:respectons|importante) votre vie privee|tout (?:accepter|refuser)|accepter (?:et|tout)",
        r"continuer sans accepter",
        r"nos (?:\d+ )?partenaires|utilis\w{1,8} des cookies|votre consentement",
        r"valoramos (?:tu|su) privacidad|(?:aceptar|rechazar) (?:todo|todas|y)\b|utilizamos cookies",
        r"rispettiamo la tua privacy|accetta (?:tutto|e)\b|utilizziamo (?:i )?cookie",
        r"aceitar (?:tudo|todos|e)\b|valorizamos (?:a )?sua privacidade|alles accepteren|gebruiken cookies",
    ),
    Wall.LOGIN: (
        r"\b(?:log|sign)(?: |-)?in (?:to|with|or|using|required)\b",
        r"(?:please|must|need to|have to) (?:log|sign)(?: |-)?in",
        r"forgot(?:ten)? (?:your |my )?password|(?:create|have) an account",
        r"already (?:a member|a subscriber|registered)",
        r"\bremember me\b|keep me (?:logged|signed) in|single sign-?on",
        r"(?:for|to) (?:members|subscribers)(?: only)?\b",
        r"(?:members|subscribers) only|(?:subscribe|register|sign up) to (?:continue|read|keep)",
        r"^\W*(?:log|sign)(?: |-)?(?:in|up)\W*$|^\W*(?:user ?name|e-?mail(?: address)?|password|register)\W*$",
        r"passwort vergessen|^\W*(?:anmelden|einloggen|benutzername|passwort|registrieren)\W*$",
        r"bitte (?:melden|loggen) sie",
        r"noch kein konto|angemeldet bleiben|mot de passe|se connecter|identifiant|deja (?:un compte|abonne|inscrit)",
        r"inici(?:ar|a) sesion|contrasena|acced[ie] con|password dimenticata|wachtwoord|esqueceu (?:a|sua) senha",
    ),
    Wall.CHECK: (
        r"(?:verify(?:ing)?|confirm|prove|checking) (?:that |if )?you(?:'re|’re| are) (?:not )?an? (?:human|robot|bot)",
        r"(?:verify|verifying|confirm|prove|checking) (?:that |if )?you(?:'re|’re| are) human",
        r"\bcaptcha\b|checking (?:if the site connection|your browser)|unusual traffic",
        r"security (?:check|verification)",
        r"^\W*just a moment\W*$|are you a (?:robot|human)|i(?:'|’)m not a robot|\bray id\b",
        r"review the security of your",
        r"(?:enable|allow) javascript and cookies|ddos protection|automated (?:requests|access)",
        r"(?:kein|ein) roboter|ein mensch sind|n'etes pas un robot|no (?:eres|soy) un robot|non sei un robot",
    ),
    Wall.MAINTENANCE: (
        r"(?:under|for|scheduled|planned|undergoing|performing|routine|essential) (?:\w+ )?maintenance",
        r"maintenance (?:mode|break|window|work)|^\W*(?:site )?maintenance\W*$",
        r"(?:be|are|come|coming) (?:right |up and running )?back (?:soon|shortly|online|later|in a)",
        r"temporarily (?:unavailable|offline|down|closed|out of service)|briefly unavailable",
        r"check back (?:soon|later|in)",
        r"(?:site|service|server|page|blog|we) (?:is|are) (?:currently |temporarily )?(?:down|offline|unavailable)\b",
        r"(?:sorry|apologi[sz]e) for (?:the|any) inconvenience|try again (?:later|in a few|shortly|soon)",
        r"wartungsarbeiten|wegen wartung|gleich wieder (?:da|zuruck)|vorubergehend nicht|en maintenance",
        r"de retour (?:bientot|dans)",
        r"(?:en|por) mantenimiento|in manutenzione|em manutencao|onderhoud",
    ),
}
_PATTERNS = {kind: tuple(map(lazily, lines)) for kind, lines in _SAYS.items()}
_SENTENCES = lazily(r"[.!?…。！？\n]+")
_FEWEST = 2
"""Sentences that speak of it."""


def wall(text: str, title: str | None, wanted: str | None) -> Wall | None:
    """Return what this page is instead of an article; `title`: the page's, `wanted`: the index's."""
    if words(text) > _LONGEST:
        return None
    sentences = [one.strip() for one in _SENTENCES.split(fold(without_links(text))) if one.strip(" \t#*>-+|[]()_")]
    total = sum(map(words, sentences))
    is_named = bool(wanted) and bool(title) and fold(wanted or "").strip() == fold(title or "").strip()
    for kind, patterns in _PATTERNS.items():
        said = [one for one in sentences if any(pattern.search(one) for pattern in patterns)]
        share = sum(map(words, said)) / total if total else 0
        if is_named:
            if share >= _NAMED_SHARE and len(said) > _FEWEST:
                return kind
        elif share >= _SHARE and (len(said) >= _FEWEST or (said and total <= _SHORT)):
            return kind
    return None


def failure(kind: Wall, host: str) -> FetchError:
    """Return what is wrong with such a page."""
    match kind:
        case Wall.CONSENT:
            return NeedsConsent(f"{host} asks for consent first; open this page in the browser.")
        case Wall.LOGIN:
            return NeedsLogin(f"{host} asks for a login first; open this page in the browser.")
        case Wall.CHECK:
            return ChecksForHumans(f"{host} checks that you are human; open this page in the browser.")
        case Wall.MAINTENANCE:
            return UnderMaintenance(f"{host} is under maintenance; try again later.")
