"""The words that tell what a label asks for, when it is worded as nobody foresaw («Hvilket foretak jobber dere i?»).

A phrase is matched on folded text, word by word; `*` ends a word that goes on, `&` joins parts that may stand anywhere. The order
counts: the first key whose phrase is found is meant («foretakets prioritet» is a priority, not a trust).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from pipeline.form.vocabulary import REMEMBERED

_Phrases = tuple[str, ...]

TELLING_WORDS: Final[tuple[tuple[str, _Phrases], ...]] = (
    (
        "member_{n}_agent",
        (
            "forbedringsagent*",
            "forbetringsagent*",
            "improvement agent*",
            "forb agent*",
            "forbedrings agent*",
            "trained agent*",
            "forbedringsutdanning*",
            "forbetringsutdanning*",
        ),
    ),
    (
        "priority",
        (
            "prioritet*",
            "prioriter*",
            "priority",
            "priorities",
            "rangering*",
            "rang",
            "rekkefølge*",
            "rekkjefølgje*",
            "hvilket nummer",
            "kva nummer",
            "ranked",
            "ranking",
            "pri nr",
            "pri",
        ),
    ),
    ("binding", ("bindende", "bindande", "binding")),
    (
        "adviser_attends",
        tuple(
            f"{who} & {does}"
            for who in ("veileder*", "forbedringsveileder*", "rettleiar*", "forbetringsrettleiar*", "adviser*", "advisor*")
            for does in ("delta", "deltar", "deltek", "attend", "attends", "være med", "vere med")
        ),
    ),
    (
        "commit_whole_team",
        ("hele teamet", "heile teamet", "hele forbedringsteamet", "heile forbetringsteamet", "whole team", "entire team"),
    ),
    ("commit_follow_up", ("følger opp", "følgjer opp", "follows up", "follow up")),
    (
        "commit_time",
        (
            "avsatt tid",
            "satt av tid",
            "sett av tid",
            "ordinær* arbeidstid*",
            "working hours",
            "time set aside",
            "setter av tid",
        ),
    ),
    ("commit_costs", ("reisekostnad*", "reiseutgift*", "frikjøp*", "travel cost*", "travel expense*")),
    ("commit_leader_leads", ("ledes av", "ledet av", "leidd av", "leia av", "led by")),
    (
        "challenge_high_workload",
        ("arbeidsbelastning*", "arb belastning*", "belastning", "arbeidspress*", "arbeidsmengde*", "workload"),
    ),
    (
        "challenge_high_turnover",
        ("turnover", "gjennomtrekk", "utskifting* & personell", "utskiftning* & personell", "utskifting* & personale"),
    ),
    (
        "challenge_limited_capacity",
        tuple(
            f"{w} kapasitet"
            for w in ("begrens*", "begr", "avgrens*", "liten", "manglende", "manglande", "for lite", "lav", "knapp", "sprengt")
        )
        + ("kapasitet", "capacity", "limited capacity", "insufficient capacity", "lack of capacity", "kapasitetsmangel"),
    ),
    (
        "challenges",
        (
            "utfordring* & enhet*",
            "utfordring* & eining*",
            "utfordring* & avdeling*",
            "utfordring* & seksjon*",
            "enhetens utfordring*",
            "kjennetegn*",
            "kjenneteikn*",
            "kjenneteiknar",
            "preger",
            "pregar",
            "preget av",
            "prega av",
            "enheten har",
            "the unit has",
            "our unit has",
            "avdelingen har",
            "eininga har",
            "hvilke av disse",
            "kva av desse",
            "challenges",
            "særlige utfordring*",
        ),
    ),
    (
        "adviser",
        (
            "veileder*",
            "veiledar*",
            "forbedringsveileder*",
            "forbedringsrettleder*",
            "rettleiar*",
            "forbetringsrettleiar*",
            "rettleder*",
            "adviser*",
            "advisor*",
            "forb veileder*",
            "hvem & veilede",
            "kven & rettleie",
            "kven & rettleiar",
        ),
    ),
    (
        "contact",
        (
            "kontaktperson*",
            "contact person*",
            "fylt ut av",
            "fylt ut av",
            "utfylt av",
            "completed by",
            "filled in by",
            "innsender*",
            "hvem kan vi kontakte",
            "kven kan vi kontakte",
        ),
    ),
    (
        "members",
        (
            "hvem deltar",
            "hvem er med",
            "hvem inngår",
            "hvem skal delta",
            "hvem sitter",
            "kven deltek",
            "kven er med",
            "kven skal delta",
            "who is on",
            "who will",
            "who are",
            "team members",
            "deltakere",
            "deltagere",
            "deltakarar",
            "teammedlemmer",
            "teammedlemmar",
            "teamets medlemmer",
            "medlemmer",
            "medlemmene",
            "participants",
            "members",
            "om teamet",
            "teamets sammensetning",
        ),
    ),
    (
        "title",
        tuple(
            f"{name} & {thing}"
            for name in (
                "tittel*",
                "navn*",
                "namn*",
                "heter",
                "heiter",
                "kalles",
                "kaller",
                "kallar",
                "title",
                "name",
                "called",
            )
            for thing in (
                "prosjekt*",
                "project*",
                "forbedringsprosjekt*",
                "forbetringsprosjekt*",
                "forbedringsarbeid*",
                "forbetringsarbeid*",
                "tiltak*",
                "arbeidet",
            )
        )
        + ("arbeidstittel*", "prosjekttittel*", "prosjektnavn*", "prosjektnamn*", "working title"),
    ),
    ("language", ("målform*", "skriftspråk*")),
    (
        "baseline",
        (
            "baseline",
            "utgangspunkt*",
            "startverdi*",
            "nåverdi*",
            "nullpunkt*",
            "hvordan er & i dag",
            "korleis er & i dag",
            "dagens tall",
            "dagens nivå",
            "current level",
            "current figures",
        ),
    ),
    (
        "goal",
        (
            "mål",
            "målet",
            "måla",
            "målene",
            "målsetting*",
            "målsetning*",
            "målsetjing*",
            "målformulering*",
            "hovedmål*",
            "oppnå",
            "oppnår",
            "oppnås",
            "goal",
            "goals",
            "aim",
            "aims",
            "objective",
            "objectives",
            "achieve",
            "ønsket resultat*",
            "ønska resultat*",
            "forventet resultat*",
            "delmål*",
            "hvordan vet dere",
        ),
    ),
    (
        "problem",
        (
            "problem*",
            "utfordring",
            "utfordringen",
            "utfordringa",
            "bakgrunn*",
            "fungerer ikke",
            "fungerer ikkje",
            "ikke fungerer",
            "ikkje fungerer",
            "fungerer dårlig",
            "løse",
            "løyse",
            "løses",
            "background",
            "hvorfor",
            "kvifor",
            "solve",
            "dagens situasjon",
            "nåsituasjon*",
            "why",
            "hva vil dere gjøre noe med",
            "behov*",
            "forbedringsbehov*",
            "forbetringsbehov*",
            "utfordringsbilde*",
        ),
    ),
    (
        "unit",
        (
            "enhet*",
            "eining*",
            "avdeling*",
            "klinikk*",
            "seksjon*",
            "sengepost*",
            "unit",
            "department",
            "ward",
            "clinic",
            "tjenestested*",
            "hvor i foretaket",
            "hvor i helseforetaket",
            "kor i føretaket",
            "kvar i føretaket",
            "avd",
            "hvor skal teamet",
            "arbeidssted*",
        ),
    ),
    (
        "trust",
        (
            "helseforetak*",
            "helseføretak*",
            "foretak*",
            "føretak*",
            "sykehusforetak*",
            "health trust*",
            "trust",
            "hospital",
            "sykehus",
            "sykehuset",
            "sjukehus",
            "sjukehuset",
            "arbeidsgiver*",
            "arbeidsgjevar*",
            "employer",
            "hf",
        ),
    ),
    ("signed_date", ("dato",)),
    ("signed_name", ("underskrift*", "signatur*", "signature", "underteikn*", "sign")),
    (
        "title",
        (
            "prosjekt",
            "prosjektet",
            "project",
            "tema",
            "forbedringsarbeid",
            "forbedringsprosjekt",
            "hva skal dere jobbe med",
            "kva skal de jobbe med",
        ),
    ),
)

NOT_A_LABEL: Final[_Phrases] = (
    "dersom",
    "hvis",
    "sendes",
    "skjemaet sendes",
    "skjemaet skal",
    "skjemaet må",
    "skjemaet returneres",
    "skjemaet leveres",
    "skjemaet fylles",
    "skjemaet gjelder",
    "skjemaet blir",
    "vennligst",
    "husk",
    "please",
    "deadline",
    "se vedlegg",
    "opplysningene",
    "opplysningane",
    "spørsmål rettes",
    "påmeldingsfrist*",
    "ett skjema",
    "eitt skjema",
    "merk",
)


def telling_keys(folded: str) -> list[str]:
    """The keys whose words stand in `folded`, in order of precedence."""
    return list(dict.fromkeys(TELLING_WORDS[n][0] for n in _telling_index().standing_in(folded)))


OTHER: Final = re.compile(
    r"^(?:antall|ant|tale?t? på|number of|årsverk|(?:prosjekt|sak|saks|case|project) ?(?:nr|nummer|number|no)\b|arkiv|kostnadss|ksted|cost cent"
    r"|budsjett|budget|post(?:adresse|nummer|nr)|besøksadresse|adresse|address|org ?nr|organisasjonsnummer|vedlegg|attachment|merknad|kommentar"
    r"|comment|andre opplysning|(?:planlagt )?(?:oppstart|slutt)sdato)|\b(?:(?:fylles|fyllast|blir fylt|vert fylt|skal fylles) ut av|for official use|office use)\b"
)


def asks_other(folded: str) -> bool:
    """Does a label ask for something that the register does not hold («Antall ansatte», «Saksnr.»)?"""
    return len(folded.split()) < 8 and OTHER.search(folded) is not None  # noqa: PLR2004 - longer is a sentence


def is_prose(folded: str) -> bool:
    """Does the text speak to the sender instead of asking for something?"""
    return bool(_prose_index().standing_in(folded))


# --- finding phrases ------------------------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"\w+")


_Phrase = tuple[int, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Index:
    """Phrases by the words that their first part begins with, so that a text is only asked for those that it may hold.

    A phrase is its place in a table and the patterns of its parts. `whole` has those that begin with a whole word; `open_ended` those
    that begin with the beginning of one, by that beginning.
    """

    whole: Mapping[str, tuple[_Phrase, ...]]
    open_ended: Mapping[str, tuple[_Phrase, ...]]

    def standing_in(self, folded: str) -> list[int]:
        """The places of the phrases that stand in `folded`, in the table's order; a place as often as it has such phrases."""
        phrases = (phrase for word in dict.fromkeys(_WORD.findall(folded)) for phrase in self._begun_by(word))
        return sorted(place for place, parts in phrases if all(part.search(folded) for part in parts))

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - there are two of them, for as long as the process lives
    def _begun_by(self, word: str) -> tuple[_Phrase, ...]:
        open_ended = (self.open_ended.get(word[:length], ()) for length in range(1, len(word) + 1))
        return tuple(chain(self.whole.get(word, ()), *open_ended))


@cache
def _telling_index() -> _Index:
    return _indexed((place, phrase) for place, (_, phrases) in enumerate(TELLING_WORDS) for phrase in phrases)


@cache
def _prose_index() -> _Index:
    return _indexed(enumerate(NOT_A_LABEL))


def _indexed(phrases: Iterable[tuple[int, str]]) -> _Index:
    whole, open_ended = defaultdict[str, list[_Phrase]](list), defaultdict[str, list[_Phrase]](list)
    for place, phrase in phrases:
        first = phrase.split()[0]
        found = (place, tuple(_pattern(part) for part in phrase.split(" & ")))
        (open_ended[first[:-1]] if first.endswith("*") else whole[first]).append(found)
    return _Index(
        whole={word: tuple(found) for word, found in whole.items()},
        open_ended={beginning: tuple(found) for beginning, found in open_ended.items()},
    )


def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in part.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")
