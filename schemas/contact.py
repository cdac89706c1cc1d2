"""What in a text is a person or a way to reach one: mail, telephone, link, form of address, given name and surname.

A text is read with compatibility forms folded (Unicode NFKC) and invisible characters taken out, so that neither a
full-width @ nor a soft hyphen hides anything. A bare surname cannot be told from other words.
"""

from __future__ import annotations

import polars as pl

from schemas.given_names import GIVEN_NAMES

_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
MAIL = (
    r"@|(?i:[(\[{<]\s*(?:at|ät)\s*[)\]}>])|(?i:\w\s+at\s+\w[\w.-]*(?:\s+dot\s+|\s*[(\[{<]\s*(?:dot|punkt)\s*[)\]}>]\s*)\w)"
    r"|(?i:\bmailto:)"
)
PHONE = (
    r"\+[1-9][0-9 ()/.-]{6,}[0-9]"
    r"|\b00[1-9][0-9][0-9 ()/.-]{5,}[0-9]"
    r"|\b0[1-9][0-9]{1,4}[ /()-]{1,3}[0-9][0-9 -]{3,}[0-9]"
    r"|\b0 [1-9][0-9]{1,4} ?[/-] ?[0-9][0-9 -]{2,}[0-9]"
    r"|\b0[1-9](?:[ .-][0-9]{2}){4}\b"
    r"|(?:^|[^0-9.,])0[1-9][0-9]{7,}"
    r"|(?i:\b(?:tel|telefon|telephone|phone|mobil|mobile|handy|fon|fax|durchwahl|puh|tfn)\b)"
    r"[.: ]*[+(]?[0-9](?:[ ()/.-]*[0-9]){4}"
)
"""A date, a municipality's code (8 digits) and a plain figure are none."""
LINK = (
    r"(?i:\b(?:https?|ftp)://)|(?i:\bwww\.)"
    r"|(?i:\b[\w-]{2,}\.(?:de|at|ch|eu|org|net|com|info|fi|se|no|dk|fr|it|nl|pl|cz|uk)\b)"
)
_PARTICLES = r"(?:(?i:von|vom|van|de|der|den|zu|zum|zur|af|av|dr\.?|prof\.?|dipl\.-\w+\.?|mag\.?|h\.\s?c\.)\s+)*"
ADDRESSED = (
    rf"\b(?:(?i:herrn?|frau|herra|rouva|madame|monsieur)|Hr\.|Fr\.|Fru|Miss|Mister|Mme\.?|Mrs?\.?|Ms\.?)\s+{_PARTICLES}\p{{Lu}}"
    r"|\b(?:herrn?|frau)\s+\p{Ll}{3,}"
    rf"|\b(?:(?:Dr|Prof|Mag|Dipl|Ing|DDr|PD)\.(?:-\w+\.)?|Dr|Prof)\s+{_PARTICLES}\p{{Lu}}"
    r"|\b(?:DI|PD)\s+\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+"
)
"""A name behind a form of address or a title."""
_GIVEN = "|".join((*GIVEN_NAMES, *(name.upper() for name in GIVEN_NAMES)))
_FULL_NAME = rf"(?:{_GIVEN})(?:-\p{{Lu}}\p{{L}}+)?\s+(?:\p{{Lu}}\.\s*)?{_PARTICLES}\p{{Lu}}\p{{L}}+"
NAMED = rf"\b{_FULL_NAME}|\b(?:{_GIVEN})\s+\p{{Lu}}\.(?:\s|$)|\b\p{{Lu}}\.\s?\p{{Lu}}\p{{Ll}}{{2,}}"
"""A frequent given name before a capitalised word, or an initial before one."""
_NO_PERSON = (
    # z. B., i. d. R.: abbreviations begin in lower case, initials do not.
    r"\b\p{Ll}\.\s?(?:\p{L}\.\s?)+"
    # Institutes, schools and streets bear names of people who need no protection from a green deal.
    r"|\b\p{Lu}\p{L}+(?:[ -](?:von|de|der|\p{Lu}\p{L}+))*[ -]\p{L}*"
    r"(?i:institute?s?|schule|school|stiftung|foundation|stra(?:ß|ss)e|platz|allee|ring|gymnasium|kolleg|universit(?:ä|a)t|"
    r"university|hochschule|museum|bibliothek|halle|haus|kirche|park|siedlung|gesellschaft|quartier)\b"
)


def _read(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFKC").str.replace_all(_INVISIBLE, "")


def holds_contact(column: str) -> pl.Expr:
    """True where the text shows a mail address, a telephone number, or a person behind a form of address or title."""
    text = _read(column)
    return pl.any_horizontal(text.str.contains(it) for it in (MAIL, PHONE, ADDRESSED)).fill_null(False)


def holds_person(column: str) -> pl.Expr:
    """As `holds_contact`, and where a given name and a surname stand in it: for sentences, not for organisations."""
    without = _read(column).str.replace_all(_NO_PERSON, " ")
    return holds_contact(column) | without.str.contains(NAMED).fill_null(False)


def holds_link(column: str) -> pl.Expr:
    """True where the text holds an address on the web."""
    return _read(column).str.contains(LINK).fill_null(False)
