"""English: what counts as the words of an apology, and what they are used for."""

import re
from typing import Final

from streams.text.apology.tiers import Language, either, rules, words

_APOLOGISE: Final = r"apologi[sz]e"
_OTHERS: Final = either(
    "you",
    "he",
    "she",
    "they",
    "who",
    "it",
    "someone",
    "anyone",
    "nobody",
    "driver",
    "courier",
    "customer",
    "staff",
    "did",
)
_KIN: Final = either(
    "father", "mother", "husband", "wife", "son", "daughter", "brother", "sister", "parents?", "dog", "cat"
)
_FEEL: Final = either(
    "feel",
    "felt",
    "think",
    "thought",
    "believe",
    "see (?:it|things)",
    "took",
    "take it",
    "find (?:it|us|our)",
    "fee this",
)
_SHIFT: Final = rf"(?: that)? you(?:'re| are)? {_FEEL}"
_BLAME: Final = r",? but (?:you(?! can\b| may\b)|that(?:'s| is) your|it(?:'s| is) your|this is your)"
_UNABLE: Final = either(
    r"(?<!you )(?:can't|cannot|can ?not|cant)",
    r"(?<!you )(?<!you're )(?<!you are )(?:unable|not able)",
    r"(?:won't|do not|don't|does not|doesn't) (?!hesitate|worry)",
    r"(?:not|isn't|aren't|is not|are not) (?:possible|allowed|permitted|available|eligible|covered|supported|able)",
    r"no longer",
    r"no (?:exceptions?|refunds?|returns?|way|such)\b",
    r"(?:nothing|not (?:much|something|anything)) (?:more |else )?(?:we|i)\b",
    r"\b(?:sold out|out of stock|discontinued|expired|declined|rejected|denied|fully booked)",
    r"answer is no\b",
    r"against (?:our|the|company) (?:policy|policies|rules)",
    r"but you(?:'ll| will)? (?:need|have) to",
)
_MISSED: Final = either(
    r"(?:didn't|did not|couldn't|could not|can't|cannot|don't|do not|aren't|not) (?:quite |really )?"
    r"(?:catch|hear|get (?:that|you|it)|follow|understand)",
    r"breaking up",
    r"\brepeat\b",
    r"\bsay (?:that|it)\b.{0,12}(?:again|once more)",
    r"once more",
    r"what (?:was|did you say|were you saying)",
    r"\bwas (?:that|it) .{1,20} or ",
    r"(?:come|say) again",
    r"rephrase",
    r"missed (?:that|what you)",
    r"(?:take|have|give|spell|read) .{2,40} again",
)
_ASKS: Final = either(
    r"(?:may|can|could|would|do|did|are|is|was|were|have) (?:i|you|we|that|this|it|the)\b",
    r"(?:who|what|which|where|when|how|whose)\b",
    r"(?:just )?(?:one|a) (?:moment|second|sec|minute)",
    r"hold on",
    r"bear with",
    r"i mean",
)
_NUMBERS: Final = either(
    r"\d(?! (?:the|this|that|any|u|ur|your))",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "double",
    "treble",
    "triple",
)
_PARDON: Final = r"\b(?:i )?beg you(?:r)? pardon\b|\bpardon(?: me)?(?=[?,.!]|$)|\bexcuse me(?=[?.!]|$)"
"""These ask to say it again, or to let pass; they do not apologise."""
_IGNORED: Final = words(
    r"better safe than sorry",
    r"(?<!sorry )not sorry\b",
    r"sorry (?:state|sight|excuse|truth|lot|bunch|tale|story)s?\b",
    r"\b(?:no need|not necessary|needn't|don't (?:need|have)|do not (?:need|have)|never|why|don't|do not|not|nothing)"
    rf"(?: you)? (?:to )?(?:\w+ )?(?:{_APOLOGISE}|apology|(?:be|feel|say) sorry)",
    rf"\b{_OTHERS}(?:'s|'re| is| are| was| were|'ll| will| won't)?(?: be| say| says| said| to)?"
    r"(?: not| never| so| very)? sorry\b",
    rf"\b{_OTHERS} (?:\w+ ){{0,2}}{_APOLOGISE}s?\b",
    r"\bapologi[sz]ed\b",
    r"\b(?:said|say|says|saying) sorry\b",
    r"\b(?:whether|if) (?:we|i)(?:'m| am| are|'re) sorry\b",
    r"\bfe(?:el|els|lt) (?:\w+ )?(?:\w+ )?sorry for (?:them|him|her|myself|ourselves|the)\b",
    r"\b(?:your|his|her|their|official|demand(?:ed|s)? an?|want(?:ed|s)? an?) apolog(?:y|ies)",
    r"\bapology (?:form|letter|template|note|page)s?",
    r"\b(?:will|won't|would|not|never|you|customers?|they|often)(?: \w+)? regret",
    r"\bnot (?:my|our) (?:fault|mistake|error)",
    r"\b(?:my|our) (?:fault|mistake)s? (?:codes?|team|report|line|department)",
    r"\bsorry for \w+ing is not needed",
)
_MARKS: Final = words(
    r"\b(?:i'?m |i am |we'?re |we are )?(?:(?:so|very|really|truly|terribly|awfully|deeply|genuinely|also) )*"
    r"(?:so+r+y+|sry|soz|srry)\b",
    rf"\b(?:{_APOLOGISE}[sd]?|apologi[sz]ing|apolog(?:y|ies)|apols)\b",
    r"\bforgive (?:me|us|the|my|our)\b",
    r"\b(?:excuse|pardon) (?:the|my|our) "
    r"(?:delay|wait|mistake|mess|late|slow|short|confusion|typo|error|interruption)\w*",
    r"\b(?:we|i)(?: \w+)? regret(?= (?:the|any|that|this|our|what|to|not)\b)",
    r"\b(?:(?:that|this|it|which)(?:'s| is| was)(?: \w+)? )?(?:my|our) (?:bad|mistake|fault)\b",
    r"\bmea culpa\b",
    r"\bi feel (?:awful|terrible|bad|dreadful) (?:about|that)",
)

ENGLISH: Final = Language(
    stems=(
        "orry",
        "sorr",
        "sry",
        "soz",
        "apol",
        "excus",
        "pardon",
        "forgiv",
        "regret",
        "my bad",
        "our bad",
        "my mistake",
        "our mistake",
        "my fault",
        "our fault",
        "culpa",
        "condolenc",
        "i feel",
        "oh dear",
    ),
    ignored=_IGNORED,
    marks=_MARKS,
    regrets=re.compile(_PARDON),
    rules=rules(
        (
            "apology",
            (
                rf"§ (?:for|4) (?!you\b|(?:your|the) (?:loss|accident|{_KIN})\b)"
                r"(?!.{0,40}\bif you (?:feel|felt|were|think))"
            ),
        ),
        ("repair_request", rf"§§\?|^(?:\w+,? ){{0,2}}§§(?: \w+){{0,2}}[.?!]?$|§,? what\?*$|§§.{{0,60}}{_MISSED}"),
        ("none", r"§§"),
        (
            "none",
            (
                rf"\b(?:is|(?<!i )was|(?<!we )were|what|which|it's|that's|pretty|like) §[.,?!]?(?: |$)"
                rf"|§,? (?:no,? )?{_NUMBERS}\b"
            ),
        ),
        ("non_apology", rf"§ to (?:see|hear|know|read|learn){_SHIFT}"),
        ("sympathy", r"§ (?:\w+ )?to (?:hear|see|read|learn|know|find out|her that)\b"),
        ("non_apology", rf"§ not §|§(?: [a-z]+){{0,3}},? (?:if|in case)\b|§{_SHIFT}|§{_BLAME}"),
        (
            "non_apology",
            (
                r"§.{0,3}you should have (?:read|checked|known|told)"
                r"|§(?: that)? you(?:'re| are) (?:not happy|unhappy|upset|angry|annoyed|offended)"
            ),
        ),
        ("repair_request", rf"^(?:(?:oh|uh|um|er|hm+),? )?§(?: me)?\?$|^§.{{0,60}}{_MISSED}"),
        ("sympathy", r"\bcondolences\b|^(?:oh )+dear|fe(?:el|lt) §|§ for you\b(?!r)"),
        (
            "sympathy",
            rf"§ (?:for|about|that) your (?:loss|accident|{_KIN})\b|§.{{0,30}}(?:passed away|feeling well|\bill\b)",
        ),
        ("apology", r"§ (?:for|about|to (?!inform|say|tell|advise)|we missed|on behalf)"),
        ("refusal_softener", rf"§.{{0,80}}{_UNABLE}|§ to (?:inform|say|tell|advise)\b"),
        ("none", rf"^(?:\w+ )?§,? {_ASKS}"),
    ),
)
