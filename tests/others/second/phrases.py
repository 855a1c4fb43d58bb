"""What these writers call things, and how they tick."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES
from others.second.cast import One, Team

CHALLENGE_WORDS = {
    "nb": {
        "high_workload": ("Høy arbeidsbelastning", "Høy arbeidsbelastning", "Stor arbeidsbelastning"),
        "high_turnover": ("Høy turnover", "Høy turnover", "Høy turnover/gjennomtrekk"),
        "limited_capacity": ("Begrenset kapasitet", "Begrenset kapasitet", "Begrenset kapasitet i enheten"),
    },
    "nn": {
        "high_workload": ("Høg arbeidsbelastning", "Stor arbeidsbelastning"),
        "high_turnover": ("Høg turnover",),
        "limited_capacity": ("Avgrensa kapasitet",),
    },
    "en": {
        "high_workload": ("High workload", "Heavy workload"),
        "high_turnover": ("High turnover", "High staff turnover"),
        "limited_capacity": ("Limited capacity",),
    },
}
BINDING = {
    "nb": (
        "Vi bekrefter at påmeldingen er bindende",
        "Påmelding og deltakelse er bindende – bekreftes",
        "Vi er innforstått med at påmeldingen er bindende",
    ),
    "nn": ("Vi stadfestar at påmeldinga er bindande", "Påmeldinga er bindande"),
    "en": ("We confirm that the registration is binding", "This registration is binding"),
}
ROLE = {
    "nb": {
        "leader": ("Leder", "Teamleder", "leder"),
        "union_rep": ("Tillitsvalgt", "tillitsvalgt", "Plasstillitsvalgt", "TV"),
        "staff": ("Medarbeider", "medarbeider", "Teammedlem"),
    },
    "nn": {"leader": ("Leiar", "leiar"), "union_rep": ("Tillitsvald", "tillitsvald"), "staff": ("Medarbeidar", "medarbeidar")},
    "en": {
        "leader": ("Leader", "Team leader"),
        "union_rep": ("Union representative", "Union rep"),
        "staff": ("Staff", "Team member"),
    },
}
MARKS = (("☒", "☐"), ("[x]", "[ ]"), ("(x)", "( )"), ("☑", "☐"), ("[X]", "[ ]"), ("☒", "☐"))
JA = {"nb": ("Ja", "Nei"), "nn": ("Ja", "Nei"), "en": ("Yes", "No")}
PROMPTS = ("Klikk eller trykk her for å skrive inn tekst.", "Velg et element.", "Skriv her")


def challenge_words(rng: Random, language: str = "nb") -> dict[str, str]:
    """One wording of each challenge."""
    return {key: rng.choice(words) for key, words in CHALLENGE_WORDS[language].items()}


def ticked_lines(team: Team, language: str = "nb", marks: tuple[str, str] | None = None) -> list[str]:
    """The challenges, one a line, each with its box before it."""
    yes, no = marks or team.rng.choice(MARKS)
    words = challenge_words(team.rng, language)
    return [f"{yes if key in team.challenges else no} {words[key]}" for key in CHALLENGES]


def named_challenges(team: Team, language: str = "nb", none: str = "Ingen av disse") -> str:
    """The challenges that are met, in running text."""
    words = challenge_words(team.rng, language)
    chosen = [words[key] for key in CHALLENGES if key in team.challenges]
    return ", ".join([chosen[0], *(w.lower() for w in chosen[1:])]) if chosen else none


def role_words(rng: Random, language: str = "nb") -> dict[str, str]:
    """One wording of each role, for a whole form."""
    return {key: rng.choice(words) for key, words in ROLE[language].items()}


def yes_no(yes: bool, language: str = "nb") -> str:
    """Ja or nei."""
    return JA[language][not yes]


def contact(one: One, between: str = ", ") -> str:
    """Address and phone, whichever there are."""
    return between.join(part for part in (one.mail, one.phone.written) if part)
