"""Messages that say more than their words: abuse, apologies, canned answers, questions asked twice."""

from streams.contacts.facts.parts_said import ABUSIVE, APOLOGY, CANNED, PROFANE, REPEATED
from streams.measures.catalogue.said import told

MEASURE = (
    told("abuse", "Messages of customers that insult, threaten or harass whoever has the contact.", ABUSIVE),
    told("profanity", "Messages of customers that swear, but at nobody.", PROFANE),
    told("apologies", "Messages of agents with a genuine apology.", APOLOGY),
    told("canned", "Messages of agents that were sent nearly the same in other contacts.", CANNED),
    told("repeated", "Messages of customers that say again what they said before in the contact.", REPEATED),
)
