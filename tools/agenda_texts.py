"""The words that the templates of a meeting's papers begin with, in bokmål and nynorsk; `letter_texts.py` has the letters'."""

from __future__ import annotations

from letter_texts import CONTACT, Block, Column, Rows, Tag, Text, each, fact, h, same, when

from pipeline.form.definition import Words
from pipeline.letter_record import LetterKind

WHEN = (
    "{{ meeting.when }}{% if meeting.week %} ({{ meeting.week }}){% endif %}"
    "{% if meeting.clock %}, {{ meeting.clock }}{% endif %}"
)

FACTS = (
    fact(f"Tid\t{WHEN}", f"Tid\t{WHEN}"),
    *when("meeting.place", fact("Sted\t{{ meeting.place }}", "Stad\t{{ meeting.place }}")),
    *when("meeting.audience", fact("For\t{{ meeting.audience }}", "For\t{{ meeting.audience }}")),
    *when("meeting.theme", fact("Tema\t{{ meeting.theme }}", "Tema\t{{ meeting.theme }}")),
    *when("meeting.aim", fact("Mål\t{{ meeting.aim }}", "Mål\t{{ meeting.aim }}")),
)

# The organisers know the meeting: what it is, in two lines.
_SUMMARY = (
    "{{ meeting.meeting }}: " + WHEN + "{% if meeting.place %} · {{ meeting.place }}{% endif %}"
    "{% if meeting.audience %} · for {{ meeting.audience }}{% endif %}"
)
_PURPOSE = (
    "{% if meeting.theme %}Tema: {{ meeting.theme }}{% endif %}{% if meeting.theme and meeting.aim %} · {% endif %}"
    "{% if meeting.aim %}Mål: {{ meeting.aim }}{% endif %}"
)
SUMMARY = (
    Text(same(_SUMMARY), "Tabelltekst"),
    *when("meeting.theme or meeting.aim", Text(same(_PURPOSE), "Tabelltekst")),
)

AGENDA: tuple[Block, ...] = (
    Text(same("{{ cohort }}: {{ meeting.meeting }}"), "Hovedbudskap"),
    *FACTS,
    Tag("{%p for day in days %}"),
    Text(same("{{ day.heading }}"), "Heading 2"),
    Rows(
        "point in day.points",
        Words("Programmet, punkt for punkt", "Programmet, punkt for punkt"),
        (
            Column(Words("Kl.", "Kl."), "{{ point.time }}", 15),
            Column(Words("Punkt", "Punkt"), "{{ point.item }}", 33, bold=True),
            Column(Words("Innhold", "Innhald"), "{{ point.about }}", 34),
            Column(Words("Hvem", "Kven"), "{{ point.who }}", 18),
        ),
    ),
    Tag("{%p endfor %}"),
    *when(
        "prepare",
        h("Forbered dette før møtet", "Førebu dette før møtet"),
        *each("line in prepare", "{{ line }}", "List Bullet"),
    ),
    *when(
        "readings",
        h("Les og se mer", "Les og sjå meir"),
        Rows(
            "reading in readings",
            Words("Lenker til punktene", "Lenkjer til punkta"),
            (
                Column(Words("Punkt", "Punkt"), "{{ reading.item }}", 30, bold=True),
                Column(Words("Lenke", "Lenkje"), "{{ reading.address }}", 70),
            ),
        ),
    ),
    CONTACT,
)

RUNNING_SHEET: tuple[Block, ...] = (
    Text(same("{{ cohort }}"), "Hovedbudskap"),
    *SUMMARY,
    *each("note in notes", "{{ note }}", "List Bullet"),
    Tag("{%p for day in days %}"),
    Text(same("{{ day.heading }} ({{ day.total }})"), "Heading 2"),
    Rows(
        "point in day.points",
        Words("Kjøreplanen, punkt for punkt", "Køyreplanen, punkt for punkt"),
        (
            Column(Words("Kl.", "Kl."), "{{ point.time }}", 10),
            Column(Words("Min.", "Min."), "{{ point.minutes }}", 6),
            Column(Words("Punkt", "Punkt"), "{{ point.item }}", 18, bold=True),
            Column(Words("Innhold", "Innhald"), "{{ point.about }}", 20),
            Column(Words("Hvem", "Kven"), "{{ point.who }}", 12),
            Column(Words("Oppgave", "Oppgåve"), "{{ point.task }}", 18),
            Column(Words("Materiell", "Materiell"), "{{ point.material }}", 16),
        ),
    ),
    Tag("{%p endfor %}"),
)

CHECKLIST: tuple[Block, ...] = (
    Text(same("{{ cohort }}"), "Hovedbudskap"),
    *SUMMARY,
    *when(
        "before",
        h("Før møtet: send og ordne", "Før møtet: send og ordne"),
        Rows(
            "line in before",
            Words("Før møtet", "Før møtet"),
            (
                Column(Words("Hva", "Kva"), "{{ line }}", 66),
                Column(Words("Hvem", "Kven"), "", 20),
                Column(Words("Gjort", "Gjort"), "", 14),
            ),
        ),
    ),
    *when(
        "bring",
        h("På møtet: ta med", "På møtet: ta med"),
        Rows(
            "thing in bring",
            Words("Ta med på møtet", "Ta med på møtet"),
            (
                Column(Words("Hva", "Kva"), "{{ thing.what }}", 31, bold=True),
                Column(Words("Til punktet", "Til punktet"), "{{ thing.items }}", 35),
                Column(Words("Hvem", "Kven"), "", 20),
                Column(Words("Gjort", "Gjort"), "", 14),
            ),
        ),
    ),
    *when(
        "after",
        h("Etter møtet: send og ordne", "Etter møtet: send og ordne"),
        Rows(
            "line in after",
            Words("Etter møtet", "Etter møtet"),
            (
                Column(Words("Hva", "Kva"), "{{ line }}", 66),
                Column(Words("Hvem", "Kven"), "", 20),
                Column(Words("Gjort", "Gjort"), "", 14),
            ),
        ),
    ),
)

PAPERS: dict[LetterKind, tuple[Block, ...]] = {
    LetterKind.AGENDA: AGENDA,
    LetterKind.RUNNING_SHEET: RUNNING_SHEET,
    LetterKind.CHECKLIST: CHECKLIST,
}
