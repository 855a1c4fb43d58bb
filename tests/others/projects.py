"""Invented trusts' projects: units, titles, problems and goals in bokmål, nynorsk and English, with traps in the running text.

The texts name roles, numbers, labels and colons on purpose: «Leder og tillitsvalgt er enige: …» is a problem, not a member.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

TRUSTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Universitetssykehuset Nord-Norge HF": (
        "unn.example",
        "Universitetssjukehuset Nord-Noreg",
        ("Universitetssykehuset Nord-Norge HF", "UNN", "UNN HF", "Universitetssykehuset i Nord-Norge", "Universitetssykehuset Nord-Norge"),
    ),
    "Nordlandssykehuset HF": ("nlsh.example", "Nordlandssjukehuset", ("Nordlandssykehuset HF", "Nordlandssykehuset", "NLSH")),
    "Helgelandssykehuset HF": ("hsyk.example", "Helgelandssjukehuset", ("Helgelandssykehuset HF", "Helgelandssykehuset", "HSYK")),
    "Finnmarkssykehuset HF": ("finnmark.example", "Finnmárkku buohcciviessu", ("Finnmarkssykehuset HF", "Finnmarkssykehuset", "FIN HF")),
    "Sykehusapotek Nord HF": ("apotek.example", "Sykehusapotek Nord HF", ("Sykehusapotek Nord HF", "Sykehusapotek Nord")),
}
UNITS = (
    "Medisinsk poliklinikk",
    "Gastrokirurgisk sengepost",
    "AMK-sentralen",
    "BUP Indre, poliklinikk",
    "Øre-nese-hals, dagkirurgi",
    "Nyfødt intensiv",
    "Patologisk avdeling",
    "Sengepost 7B (geriatri)",
    "DPS Ytre – ambulant team",
    "Hud- og lymfødempoliklinikken",
    "Avdeling for rus og avhengighet",
    "Kreftpoliklinikken / stråleenheten",
    "Fødestua, Sandnessjøen",
    "Prehospital klinikk, stasjon 4",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a team wants to do, in its own words."""

    title: str
    problem: str
    goal: str


NB = (
    ("Tryggere overflytting fra recovery", "Hver tredje pasient kommer til posten uten oppdatert kurve. Leder og tillitsvalgt er enige: dette "
     "må løses sammen.", "Ni av ti pasienter overflyttes med komplett kurve innen {m}."),
    ("Færre unødvendige blodprøver", "Det tas {a} rutineprøver i uka som ingen ser på. Fast ordinasjon, lite bevissthet.",
     "Redusere antall rutineprøver med {p} % i løpet av åtte måneder."),
    ("Hvem gjør hva? Ny oppgavedeling i previsitten", "Previsitten tar i snitt {a} minutter, og sykepleier venter på lege.\nFarmasøyt brukes lite.",
     "Previsitt under 20 minutter på fire av fem dager"),
    ("Innkalling: fra brev til digital dialog", "Telefonen er nede for telling. Om lag {a} anrop per dag, de fleste gjelder endring av time.",
     "Halvere antall anrop (fra {a} til under {p}) innen {m}."),
    ("Sammen om epikrisen", "Epikrisetid er {p} dager. Årsak: diktat og skriving i to omganger, og sekretærmangel.",
     "Epikrise samme dag som utskriving for 85 % av pasientene."),
    ("Merkantil inn i mottaket", "Sykepleierne bruker {p} timer i døgnet på registrering og telefon.",
     "Mål 1: Frigjøre to sykepleietimer per vakt. Mål 2: ingen ubesvarte anrop."),
    ("Bedre bemanning i helg – «helgehjulet»", "Sykefraværet er {p} %, og helgene dekkes av vikarer. Høy turnover har gitt tap av kompetanse.",
     "Vikarbruk ned {p} % innen utgangen av {m}; ingen åpne helgevakter."),
    ("Legemidler i multidose ved utreise", "{a} pasienter i måneden reiser hjem uten riktige legemidler.",
     "Alle utskrevne fra sengeposten har oppdatert legemiddelliste"),
    ("Rask smertelindring ved hoftebrudd", "Tid til nerveblokade er {a} minutter (median). Bare anestesilege gjør prosedyren i dag.",
     "Nerveblokade innen 60 minutter hos 80 %, også kveld og natt."),
    ("Fysisk aktivitet fra dag 1", "Pasienter over 75 år ligger i snitt 20 timer i døgnet. Fysioterapeut er alene om mobilisering.",
     "Alle er oppe til tre måltider innen {m}."),
    ("Oppgavedeling på barselrunden", "Barnelege undersøker alle nyfødte, også de friske. Ventetid til hjemreise: {p} timer.",
     "Jordmor eller barnepleier gjør {a} av undersøkelsene per måned."),
)
NN = (
    ("Betre samhandling ved utskriving", "Kommunen får melding for seint, og pasientane ventar i snitt {p} dagar. Leiinga har sett dette lenge.",
     "Alle meldingar er sende innan 24 timar frå {m}."),
    ("Helsefagarbeidarar i visitten", "Sjukepleiarane er pressa på tid og {a} oppgåver i veka vert ikkje gjorde.",
     "Fordele minst {p} oppgåver til helsefagarbeidarar."),
    ("Kortare ventetid på røntgensvar", "Svar på vanlege bilete tek {p} timar, og poliklinikken må setje opp ny time.",
     "Ni av ti svar er klare same dag."),
    ("Trygg heimreise etter dagkirurgi", "Om lag {a} pasientar ringjer attende første døgnet; dei fleste spør om smertelindring.",
     "Halvere talet på telefonar innan {m}."),
)
EN = (
    ("Faster triage in the emergency room", "Median time to first assessment is {a} minutes. Nurses wait for a doctor to be free.",
     "First assessment within 15 minutes for 90 % of patients by {m}."),
    ("Pharmacists on the ward round", "About {p} medication errors a month are found after discharge.", "Halve the number of errors within eight months."),
    ("Task sharing in the echo lab", "Waiting time for echocardiography is {p} weeks; cardiologists do all scans themselves.",
     "Sonographers perform {a} scans a month, waiting time below 4 weeks."),
)
TEXTS = {"nb": NB, "nn": NN, "en": EN}
MONTHS = {
    "nb": ("1. mars 2026", "utgangen av 2025", "sommeren 2026"),
    "nn": ("1. mars 2026", "utgangen av 2025", "sommaren 2026"),
    "en": ("March 2026", "the end of 2025"),
}


def a_project(rng: Random, language: str) -> Project:
    """One of the texts with numbers of its own."""
    numbers = {"a": rng.randint(25, 180), "p": rng.randint(3, 19), "m": rng.choice(MONTHS[language])}
    title, problem, goal = (text.format(**numbers) for text in rng.choice(TEXTS[language]))
    return Project(title=title, problem=problem, goal=goal)
