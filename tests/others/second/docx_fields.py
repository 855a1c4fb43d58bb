"""Word forms to fill in, made by somebody else: content controls, the fields of Word 97, and what a web form exports."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import ALL, MOST, a_team
from others.second.phrases import BINDING, challenge_words, contact, role_words, yes_no
from others.second.word import Document, box, cell, choices, control, head, line, old_box, old_list, old_text, p, t, table

Made = tuple[bytes, list[Truth]]
PROMPT = "Klikk eller trykk her for å skrive inn tekst."


def s_docx_controls_unnamed(rng: Random) -> Made:
    """Content controls with names that say nothing («Tekst1», «txtEnhet»), a choice, a date, boxes; prompts left."""
    team = a_team(rng)
    words, hard = role_words(rng), challenge_words(rng)
    a = team.adviser
    pairs = (
        ("Helseforetak", "trust"),
        ("Enhet", "unit"),
        ("Prosjektets tittel", "title"),
        ("Problem", "problem"),
        ("Mål", "goal"),
        ("Prioritet", "priority"),
    )
    doc = Document(blocks=[head("Påmelding")])
    for i, (label, key) in enumerate(pairs, 1):
        tag = rng.choice((f"Tekst{i}", f"txt{key.capitalize()}X", "", f"_{rng.randrange(10**9)}"))
        kind = choices(("1", "2", "3", "4", "5", "6", "7", "8")) if key == "priority" else "<w:text/>"
        doc.add(p(t(f"{label}: "), control(team.say(key), tag, tag, kind, "Velg et element." if key == "priority" else PROMPT)))
    doc.add(p(*(piece for key in CHALLENGES for piece in (box(key in team.challenges), t(f" {hard[key]}   ")))))
    rows: list[tuple[str, ...]] = [("Navn", "Rolle", "Yrke", "E-post", "Mobil", "Agent")]
    for m in [*team.members, None]:
        values = (m.name, words[m.role], m.trade.written, m.mail, m.phone.written) if m else ("",) * 5
        prompts = (PROMPT, "Velg et element.", PROMPT, PROMPT, PROMPT)
        cells = [
            cell([p(control(v, kind=choices(words.values()) if i == 1 else "<w:text/>", prompt=prompts[i]))])
            for i, v in enumerate(values)
        ]
        rows.append((*cells, cell([p(box(bool(m and m.agent)))])))
    doc.add(table(rows), line("Forbedringsveileder"))
    for label, value in (
        ("Navn", a.name if a else ""),
        ("E-post", a.mail if a else ""),
        ("Mobil", a.phone.written if a else ""),
    ):
        doc.add(p(t(f"{label}: "), control(value, prompt=PROMPT)))
    doc.add(p(box(team.binding, "Avmerking12"), t(f" {rng.choice(BINDING['nb'])}")))
    doc.add(p(t("Dato: "), control("22.04.2025", "Dato", "Dato", '<w:date><w:dateFormat w:val="dd.MM.yyyy"/></w:date>')))
    return doc.bytes(), [team.truth(ALL)]


def s_docx_controls_blocks(rng: Random) -> Made:
    """Controls around whole paragraphs and cells, with tags of another system («field_03»), labels in the cell to the left."""
    team = a_team(rng, size=(3, 5))
    words = role_words(rng)
    a = team.adviser

    def wrapped(value: str, tag: str) -> str:
        inner = line(value) if value else line(PROMPT, grey=True)
        showing = "" if value else "<w:showingPlcHdr/>"
        return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{showing}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'

    pairs = [("Foretak", team.say("trust")), ("Klinikk/avdeling", team.say("unit")), ("Prosjektnavn", team.say("title"))]
    pairs += [
        ("Utfordringsbilde", team.say("problem")),
        ("Hovedmål", team.say("goal")),
        ("Foretakets prioritering", team.say("priority")),
    ]
    rows = [(label, cell([wrapped(value, f"field_{i:02d}")])) for i, (label, value) in enumerate(pairs)]
    for i, m in enumerate(team.members):
        for label, value in (
            ("Navn", m.name),
            ("Rolle", words[m.role]),
            ("Faggruppe", m.trade.written),
            ("E-post", m.mail),
            ("Telefon", m.phone.written),
        ):
            rows.append((f"Deltaker {i + 1}: {label}", cell([wrapped(value, f"d{i}_{label}")])))
    for label, value in (
        ("navn", a.name if a else ""),
        ("e-post", a.mail if a else ""),
        ("telefon", a.phone.written if a else ""),
    ):
        rows.append((f"Lokal forbedringsveileder, {label}", cell([wrapped(value, f"v_{label}")])))
    return Document(blocks=[table(rows)]).bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_word97(rng: Random) -> Made:
    """The fields of Word 97 in lines: text, check boxes, a drop-down list whose choice stands only in the field's data."""
    team = a_team(rng, size=(3, 5))
    hard = challenge_words(rng)
    a = team.adviser
    pairs = (
        ("Foretak", "trust"),
        ("Enhet", "unit"),
        ("Prosjekttittel", "title"),
        ("Problembeskrivelse", "problem"),
        ("Målsetting", "goal"),
    )
    doc = Document(blocks=[head("PÅMELDINGSSKJEMA")])
    doc.add(*(p(t(f"{label}: "), old_text(team.say(key), f"Tekst{i}")) for i, (label, key) in enumerate(pairs)))
    ranks = ["Velg", *map(str, range(1, 9))]
    doc.add(p(t("Prioritet: "), old_list(ranks, team.priority or 0)))
    doc.add(*(p(old_box(key in team.challenges), t(f" {hard[key]}")) for key in CHALLENGES))
    roles = ["Leder", "Tillitsvalgt", "Medarbeider"]
    rows: list[tuple[str, ...]] = [("Navn", "Rolle", "Faggruppe", "E-post", "Tlf", "Forbedringsagent")]
    for m in team.members:
        role = ("leader", "union_rep", "staff").index(m.role)
        texts = [cell([p(old_text(v))]) for v in (m.name, m.trade.written, m.mail, m.phone.written)]
        rows.append((texts[0], cell([p(old_list(roles, role))]), *texts[1:], cell([p(old_box(m.agent))])))
    doc.add(table(rows), p(t("Lokal forbedringsveileder: "), old_text(a.name if a else "")))
    doc.add(p(t("E-post: "), old_text(a.mail if a else ""), t("   Tlf: "), old_text(a.phone.written if a else "")))
    doc.add(p(old_box(team.binding), t(f" {rng.choice(BINDING['nb'])}")))
    return doc.bytes(), [team.truth(ALL)]


def s_docx_web_export(rng: Random) -> Made:
    """What a web form sends on: respondent, time, numbered questions with «*», the answers below; members in one answer."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    a = team.adviser
    asked = (
        ("Hvilket helseforetak tilhører enheten? *", [team.say("trust")]),
        ("Enhetens navn *", [team.say("unit")]),
        ("Tittel på prosjektet *", [team.say("title")]),
        ("Beskriv problemet dere vil løse *", [team.say("problem")]),
        ("Hva er målet med arbeidet? *", [team.say("goal")]),
        (
            "Hvilke av disse beskriver enheten? (flere valg er mulig)",
            [challenge_words(rng)[k] for k in CHALLENGES if k in team.challenges],
        ),
        ("Prioritet i foretaket *", [team.say("priority")]),
        (
            "Teamets deltakere (én per linje: navn; rolle; yrke; e-post; mobil) *",
            ["; ".join((m.name, words[m.role], m.trade.written, m.mail, m.phone.written)) for m in team.members],
        ),
        ("Lokal forbedringsveileder (navn, e-post, mobil) *", [f"{a.name}, {contact(a)}"]),
        ("Er dere kjent med at påmeldingen er bindende? *", [yes_no(team.binding)]),
    )
    doc = Document(
        blocks=[line(f"Svar {rng.randint(2, 40)}", bold=True), line("Respondent: Anonym"), line("Tid for å fullføre: 14:32")]
    )
    for i, (question, answers) in enumerate(asked, 1):
        doc.add(line(f"{i}. {question}", bold=True), *(line(one) for one in answers or ["–"]))
    return doc.bytes(), [team.truth(ALL, "name role profession email phone")]


FORMS = (s_docx_controls_unnamed, s_docx_controls_blocks, s_docx_word97, s_docx_web_export)
