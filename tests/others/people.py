"""Invented people: names, professions, roles, mail addresses and phones, each with the ways in which people write them.

A written form and what it means stand side by side (`Said`), so that the truth of a form never has to be guessed from its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from unicodedata import combining, normalize


@dataclass(frozen=True, slots=True)
class Said:
    """A value as the register has it, and the words that stand on the form for it."""

    means: str | None
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person. `title` is a job title that stands beside the profession; `dept` is what an extra column may ask for."""

    name: str
    role: Said
    profession: Said
    email: str | None
    phone: Said
    agent: bool
    title: str
    dept: str


FIRST = (
    "Hilde Marit Ole|Johan Per-Ivar Siv Wenche Tor|Arne Kjersti Håkon Sissel Mona Bjørn Gunhild Elle|Márjá Niillas Inger|Lise Øystein "
    "Magnhild Tone Vegard Lill-Tove Mohammed Agnieszka Thi|Lan Jürgen Amalie Trygve Rávdná Laila Oddbjørg Sindre Åse Kari|Anne "
    "Even Steinar Berit Máhtte Ylva Ida|Sofie Halvard Gry Petter Sølvi Anders Káre Rune Yngve Liv|Astrid"
).split()
LAST = (
    "Sætermo Hætta Kiil Brattli Ødegård Straumsnes Hammervoll Fagerli Guttorm Nystø Aarsæther Holand Lindås Vågan Pettersen|Moe "
    "Mikkelsen-Aas O'Brien van|der|Meer Kowalska Nguyen Müller Čelik Đorđević Gaup Skar|Olsen Torgersen Breivik-Næss Solli Øvergård "
    "Jakobsen Myhre Elvenes Rasch Steinsvik Karlsen Falch Angell Bang Tveit Dalheim Rognmo Hjort Ås Bø"
).split()

# canonical → as written in bokmål, nynorsk and by somebody in a hurry; the English consultant keeps the Norwegian title
PROFESSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "sykepleier": {
        "nb": ("sykepleier", "Sykepleier", "Intensivsykepleier", "fagsykepleier", "Spesialsykepleier"),
        "nn": ("sjukepleiar", "Sjukepleiar"),
        "short": ("spl.", "Spl", "sykepl."),
    },
    "lege": {"nb": ("lege", "Overlege", "LIS2", "assistentlege"), "nn": ("lækjar", "overlege"), "short": ("overl.", "LIS", "lege")},
    "helsefagarbeider": {"nb": ("helsefagarbeider", "Helsefagarbeider", "hjelpepleier"), "nn": ("helsefagarbeidar",), "short": ("HFA",)},
    "fysioterapeut": {"nb": ("fysioterapeut", "Fysioterapeut"), "nn": ("fysioterapeut",), "short": ("fysio",)},
    "ergoterapeut": {"nb": ("ergoterapeut",), "nn": ("ergoterapeut",), "short": ("ergo",)},
    "bioingeniør": {"nb": ("bioingeniør", "Bioingeniør"), "nn": ("bioingeniør",), "short": ("bioing.",)},
    "radiograf": {"nb": ("radiograf", "Stråleterapeut"), "nn": ("radiograf",), "short": ("radiograf",)},
    "jordmor": {"nb": ("jordmor", "Jordmor"), "nn": ("jordmor",), "short": ("jordmor",)},
    "helsesekretær": {"nb": ("helsesekretær", "Legesekretær"), "nn": ("helsesekretær",), "short": ("sekretær",)},
    "farmasøyt": {"nb": ("farmasøyt", "Klinisk farmasøyt", "provisorfarmasøyt"), "nn": ("farmasøyt",), "short": ("farmasøyt",)},
    "psykolog": {"nb": ("psykolog", "Psykologspesialist"), "nn": ("psykolog",), "short": ("psykolog",)},
    "vernepleier": {"nb": ("vernepleier", "Vernepleier"), "nn": ("vernepleiar",), "short": ("vernepleier",)},
    "sosionom": {"nb": ("sosionom", "Sosionom"), "nn": ("sosionom",), "short": ("sosionom",)},
    "ambulansearbeider": {"nb": ("ambulansearbeider", "Paramedisiner"), "nn": ("ambulansearbeidar",), "short": ("paramedisiner",)},
    "klinisk ernæringsfysiolog": {
        "nb": ("klinisk ernæringsfysiolog", "Klinisk ernæringsfysiolog"),
        "nn": ("klinisk ernæringsfysiolog",),
        "short": ("klinisk ernæringsfysiolog",),
    },
    "merkantil": {"nb": ("merkantil", "Rådgiver", "kontormedarbeider"), "nn": ("merkantil",), "short": ("merkantil",)},
    "drift": {"nb": ("Portør", "renholder"), "nn": ("portør",), "short": ("portør",)},
}
UNKNOWN_PROFESSIONS = ("audiograf", "Logoped", "tannpleier", "prest", "medisinsk fysiker", "erfaringskonsulent")

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "leader": {
        "nb": ("Leder", "leder", "Teamleder", "Enhetsleder", "Seksjonsleder"),
        "nn": ("Leiar", "leiar", "Einingsleiar"),
        "en": ("Leader", "Team leader", "leader"),
    },
    "union_rep": {
        "nb": ("Tillitsvalgt", "tillitsvalgt", "Plasstillitsvalgt", "PTV", "HTV"),
        "nn": ("Tillitsvald", "tillitsvald"),
        "en": ("Union representative", "Union rep.", "Tillitsvalgt"),
    },
    "staff": {
        "nb": ("Medarbeider", "medarbeider", "Deltaker", "Teammedlem"),
        "nn": ("Medarbeidar", "medarbeidar", "deltakar"),
        "en": ("Staff", "Team member", "Employee"),
    },
}
TITLES = {
    "leader": {
        "nb": ("enhetsleder", "seksjonsleder", "avdelingsleder", "avdelingssjef"),
        "nn": ("einingsleiar", "seksjonsleiar", "avdelingsleiar"),
        "en": ("head of unit", "head of department"),
    },
    "union_rep": {
        "nb": ("plasstillitsvalgt", "hovedtillitsvalgt", "foretakstillitsvalgt"),
        "nn": ("plasstillitsvald", "hovudtillitsvald"),
        "en": ("union representative",),
    },
    "staff": {
        "nb": ("", "", "nattevakt", "fagutvikler", "koordinator", "seksjonsleder"),
        "nn": ("", "fagutviklar", "koordinator"),
        "en": ("", "coordinator"),
    },
}
DEPTS = ("A3", "Post 2 vest", "poliklinikken", "dagenheten", "Lab", "B-fløya", "natt", "Mottak")


def ascii_of(text: str) -> str:
    """Lower-case ASCII letters for a mail address."""
    folded = text.replace(".", "").casefold().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "'": "", " ": "."}))
    return "".join(c for c in normalize("NFD", folded) if not combining(c))


def a_phone(rng: Random) -> Said:
    """A mobile number (now and then a landline) and one way to write it."""
    start = rng.choice(("40", "41", "45", "46", "47", "48", "90", "91", "92", "93", "95", "97", "98", "99", "75", "77", "78"))
    n = start + f"{rng.randrange(10**6):06d}"
    pairs = f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"
    threes = f"{n[:3]} {n[3:5]} {n[5:]}"
    written = rng.choice((n, n, pairs, pairs, threes, threes, f"+47 {threes}", f"+47{n}", f"0047 {n}", f"(+47) {pairs}", f"tlf. {pairs}"))
    return Said(f"+47{n}", written)


def a_mail(rng: Random, name: str, domain: str) -> str:
    """An address on a reserved domain, in one of the styles that hospitals use."""
    words = ascii_of(name).split(".")
    style = rng.randrange(8)
    if style == 0:
        return "".join(w[:2] for w in words) + f"@{domain}"
    if style == 1:
        return ".".join(w.capitalize() for w in (words[0], words[-1])) + f"@{domain}"
    return f"{'.'.join(words)}@{domain}"


def a_profession(rng: Random, style: str) -> Said:
    """A profession as `style` ("nb", "nn", "short") writes it; rarely one that no vocabulary holds, which is kept as written."""
    if rng.random() < 0.03:  # noqa: PLR2004 - the share of unknown words
        word = rng.choice(UNKNOWN_PROFESSIONS)
        return Said(word, word)
    canonical = rng.choice(list(PROFESSIONS))
    return Said(canonical, rng.choice(PROFESSIONS[canonical][style]))


def a_name(rng: Random) -> str:
    """First and last name; a middle initial now and then."""
    middle = rng.choice((" ", " ", " ", " ", f" {rng.choice('ABEHKLM')}. "))
    return f"{rng.choice(FIRST)}{middle}{rng.choice(LAST)}".replace("|", " ")


def some_names(rng: Random, count: int) -> list[str]:
    """Names that differ from one another."""
    names: list[str] = []
    while len(names) < count:
        name = a_name(rng)
        if name not in names:
            names.append(name)
    return names


def a_person(rng: Random, name: str, role: str, *, language: str, style: str, domain: str) -> Person:
    """A member with a role; one in twenty leaves the mail address or the phone blank."""
    return Person(
        name=name,
        role=Said(role, rng.choice(ROLES[role][language])),
        profession=a_profession(rng, style),
        email=a_mail(rng, name, domain) if rng.random() > 0.04 else None,  # noqa: PLR2004 - the share of blanks
        phone=a_phone(rng) if rng.random() > 0.04 else Said(None, ""),  # noqa: PLR2004 - the share of blanks
        agent=rng.random() < 0.3,  # noqa: PLR2004 - the share of agents
        title=rng.choice(TITLES[role][language]),
        dept=rng.choice(DEPTS),
    )


def a_team(rng: Random, *, language: str, style: str, domain: str, most: int = 7) -> tuple[list[Person], str]:
    """The members, and the name of somebody who is none of them (the adviser). Now and then a role is missing or double."""
    roles = ["leader"] * (rng.random() > 0.06) + ["union_rep"] * rng.choice((0, 1, 1, 1, 1, 1, 1, 2))  # noqa: PLR2004 - the share
    roles += ["staff"] * rng.randint(1, max(1, most - len(roles)))
    if rng.random() < 0.25:  # noqa: PLR2004 - the share of forms that name the leader elsewhere than first
        rng.shuffle(roles)
    names = some_names(rng, len(roles) + 2)
    members = [a_person(rng, n, r, language=language, style=style, domain=domain) for n, r in zip(names, roles, strict=False)]
    return members, names[-1]
