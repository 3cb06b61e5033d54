"""The sentences that readers see, each written once; `{host}` stands for the host."""

BROKE_OFF = "{host} broke off in the middle of the page."
BROKE = "The connection to {host} broke."
NO_WEB_SERVER = "{host} does not answer as a web server does."
NOT_UNPACKED = "What {host} sent can't be unpacked."
NOT_FINISHED = "{host} did not finish within {seconds} seconds."
TOO_LARGE = "{host} sent more than 10 MB, which is more than a page may have."
CIRCLES = "{host} sends from one address to the next, in circles."
TOO_MANY = "{host} sends from one address to the next, 10 times and on."
NOT_FETCHABLE = "{host} sends to an address that can't be fetched."
NOT_PROVED = "{host} could not prove who it is (TLS)."
GONE = "{host} says that this page is gone ({status})."
LOGIN = "{host} does not show this page to everyone ({status})."
BUSY = "{host} is busy ({status}); try again later."
FAILED = "{host} failed to answer ({status}); try again later."
SOMETHING_ELSE = "{host} answered with something else than a page ({status})."
HUMANS = "{host} checks that you are human; open it in the browser."
PACKING = "{host} sent a packing ({coding}) that was not asked for."
NOT_TEXT = "{host} sent {what}, not a page with text."
NOT_REACHED = "{host} can't be reached: no network, no such host, or nobody answers there."


def status(sentence: str, number: int) -> str:
    """Put a status into a sentence."""
    return sentence.replace("{status}", str(number))
