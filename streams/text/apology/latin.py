"""Persian and Arabic in Latin letters (Finglish, Arabizi): the basics. Nobody spells them twice alike."""

import re
from typing import Final

from streams.text.apology.tiers import Language, either, rules, words

_OZR: Final = r"(?:ozr|o'?zr|ma'?a?z[ea]rat)"
_BEG: Final = r"(?: ?(?:mi ?kh(?:aa?|aha?|ah?e?)(?:m|im|ym)|mi ?kh\w+|kh(?:ah|a)\w*))"
_SORRY: Final = r"(?:ase?f|2ase?f|asif|aseef)(?:a|ah|een|in|e)?"
_IGNORED: Final = words(
    r"\bmot[ae]'?a?s+ef+an+e+h?\b",
    r"\b(?:lel|lil|l|li|ma3 el|ma3) ?(?:el ?)?2?[ae]?saf\b",
    r"\b(?:niazi|lazem|lozumi)\b.{0,12}khahi\w*|khahi (?:lazem|niaz)\w*",
    r"\b(?:da3i|ma fi|mafi)\b.{0,12}[ei]3?tezar|\blaw sama7t\w*",
    r"\bsharmande(?:ye)? (?:zan|bache|mi ?konid|nafarma\w*)",
    r"\b3afwan\b(?! ?\?)(?!.{0,40}(?:same3|sme3|fehem|te3ed|2olt))",
)
_MARKS: Final = words(
    r"\b(?:be?|mi ?)ba?kh?sh?i+d(?:a|in)?\b|\bbebakhsh\w+|\bbbakhsh\w+",
    rf"\b{_OZR}{_BEG}?(?: ?(?:mi ?kon\w+))?",
    r"\bpou?o?zesh(?: ?(?:mi ?kh\w+|mi ?talab\w+))?",
    r"\bsharmande?(?:h|am|atam|im|am)?\b",
    r"\bmot[ae]'?a?s+efa?(?:m|im|am|eem)\b",
    rf"\b(?:ana |e?7na |ehna )?(?:mot?)?{_SORRY}\b",
    r"\bm[a3]?[3a']?l[ei]+sh+\b|\bm3lsh\b|\bma3lesh\b|\bmaalesh\b",
    r"\b[7h]a[2q2']a?k? ?k?(?:om)? ?3ale\w+",
    r"\b(?:b|n|ba|na|bn|a|bne)[3a]?3?t[ae]z[ei]r\w*",
    r"\b(?:el |al |il )?samo?u?[7h]a\b",
)
_MISSED: Final = either(
    r"motevaj\w* na",
    r"\b(?:nashnid|nafahmid)\w*",
    r"\bdobare\b|\btekrar\b",
    r"\b(?:ma|m|msh|mish|mesh) ?(?:a)?(?:sme3|same3|fehem|fahem|fhem)\w*",
    r"\bte?3ee?d\b",
    r"seda\w*.{0,12}(?:ghat|vazeh|nemi)",
)
_UNABLE: Final = either(
    r"\bnemi\w*",
    r"\bna?dar(?:im|am|e|ad)\b",
    r"emkan\w*.{0,20}nist",
    r"\b(?:mo?jud|mojood|maghdoor) nist",
    r"\b(?:mesh|msh|mish|m) ?(?:ha|hay|7a)?(?:n|y)?e?(?:nfa3|nefa3|yenfa3|anfa3|2dar|momken)\w*",
    r"\bma ?(?:ne2dar|na2dar|fina|fini|3enna)\w*",
)

LATIN: Final = Language(
    stems=(
        "akhsh",
        "akhish",
        "ozr",
        "zrat",
        "zerat",
        "zesh",
        "sharmand",
        "asef",
        "asf",
        "asif",
        "aseef",
        "lesh",
        "m3lsh",
        "m3lesh",
        "3ale",
        "tezer",
        "tazer",
        "tzer",
        "samo7a",
        "samou7a",
        "samoha",
        "tasli",
        "3afwan",
    ),
    ignored=_IGNORED,
    marks=_MARKS,
    regrets=re.compile(r"(?!)"),
    rules=rules(
        ("sympathy", r"\btasli[ay]t\b|§.{0,12}(?:mi ?shna?v|shenid|sama3|sme3t)"),
        (
            "non_apology",
            r"§(?: \w+)? (?:age|agar|law|lw|iza|eza)\b|§ (?:vaghean )?bar[ae] ?(?:a?toon|shoma)|§ bara(?:toon|t)\b",
        ),
        ("repair_request", rf"^§ ?\?|§.{{0,40}}{_MISSED}"),
        ("apology", r"§.{0,20}(?:\bbabate?\b|\bke\b|3ala?\b|3al |3an\b)"),
        ("refusal_softener", rf"§.{{0,60}}{_UNABLE}"),
        ("none", r"^§.*(?:\?$|\b(?:ye|yek|chand) (?:lahze|soal)|\bmomken\b|\b(?:sanya|da2i2a)\b)"),
    ),
)
