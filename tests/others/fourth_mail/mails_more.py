"""More mails: in sentences with a signature below, in bullet points, in nynorsk and English, one that takes nothing back."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from others.forms import Truth
from others.fourth_mail.mails import ROLE, typed
from others.fourth_mail.team import TEXTS, WHO, a_sender, a_team
from others.second.mails import new_mail, sealed

Made = tuple[bytes, list[Truth]]


def h_eml_signature_phone(rng: Random) -> Made:
    """Sentences; the contact has a phone of her own, and the signature another, of the switchboard."""
    team, sender = a_team(rng), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    others = [m for m in team.members if m is not lead]
    text = [
        f"Hei. {team.unit} i {team.say('trust')} vil gjerne være med i læringsnettverket.",
        f"Prosjektet heter «{team.title}», og foretaket har gitt det prioritet {team.priority}.",
        f"Problemet vårt: {team.problem}",
        f"Mål: {team.goal}",
        f"{lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}) er leder for teamet.",
        *(f"{m.name} ({m.trade.written}, {m.mail}, {m.phone.written}) er {ROLE[m.role]}." for m in others),
        f"Forbedringsveileder blir {a.name}, {a.mail}, tlf. {a.phone.written}.",
        "Kontaktperson: Anne-Mette Lund, anne.lund@direktoren.example, 911 22 333",
    ]
    foot = f"Med vennlig hilsen\n\n{sender[0]}\nseniorrådgiver\nSentralbord 75 50 10 20 | mobil 922 33 444\n{sender[1]}"
    mail = new_mail(rng, sender, "Interesse for læringsnettverk")
    mail.set_content("\n\n".join([*text, foot]))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_bullets(rng: Random) -> Made:
    """Bullet points, the people as points under a point."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    dot, dash = rng.choice((("•", "o"), ("*", "-"), ("–", "·")))
    text = ["Hei", "", "Her er det dere trenger:", f"{dot} Helseforetak: {team.say('trust')}", f"{dot} Enhet: {team.unit}",
            f"{dot} Prosjekt: {team.title}", f"{dot} Problem: {team.problem}", f"{dot} Mål: {team.goal}",
            f"{dot} Prioritet: {team.priority}", f"{dot} Team:",
            *(f"   {dash} {m.name}, {ROLE[m.role]}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members),
            f"{dot} Veileder: {a.name}, {a.mail}, {a.phone.written}", f"{dot} Bindende påmelding: ja"]  # fmt: skip
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content("\n".join([*text, "", f"Ha en fin dag!\n{sender[0]}"]))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_eml_nynorsk(rng: Random) -> Made:
    """A nynorsk mail in sentences."""
    team, sender = a_team(rng, "nn"), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    rest = " og ".join(f"{m.name} ({m.trade.written}, {m.mail}, {m.phone.written})" for m in others)
    text = [
        "Hei!",
        f"Vi vil gjerne melde på eit team frå {team.unit}, {team.say('trust')}.",
        f"Prosjektet heiter «{team.title}». Føretaket har gitt det prioritet {team.priority}.",
        f"Utfordringa vår er denne: {team.problem}",
        f"Målet er dette: {team.goal}",
        f"Teamet blir leidd av {lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}).",
        f"Tillitsvald i teamet er {union.name} ({union.trade.written}, {union.mail}, {union.phone.written}).",
        f"Med i teamet er også {rest}.",
        f"Lokal forbetringsrettleiar er {a.name}, {a.mail}, tlf. {a.phone.written}.",
        "Vi er kjende med at påmeldinga er bindande.",
        f"Venleg helsing\n{sender[0]}",
    ]
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_eml_english(rng: Random) -> Made:
    """An English mail: labels for the project, sentences for the people."""
    team, sender = a_team(rng, "en"), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    text = [
        f"Hello,\n\nwe would like to enter a team from the {team.unit} at {team.say('trust')}.",
        f"Name of project: {team.title}\nWhat is the problem? {team.problem}\nAim: {team.goal}\nPriority: {team.priority}",
        f"Leader: {lead.name} ({lead.trade.written}), {lead.mail}, {lead.phone.written}\n"
        f"Union representative: {union.name} ({union.trade.written}), {union.mail}, {union.phone.written}\n"
        + "\n".join(f"Member: {m.name} ({m.trade.written}), {m.mail}, {m.phone.written}" for m in others),
        f"Our improvement adviser will be {a.name}, {a.mail}, phone {a.phone.written}.",
        "We understand that the registration is binding.",
        f"Kind regards,\n{sender[0]}\nAdviser to the CEO\nPhone +47 75 50 10 20",
    ]
    mail = new_mail(rng, sender, "Entry for the learning network")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


NOT_WITHDRAWN = (
    "Vi trekker ikke påmeldingen vår, men sender den på nytt:",
    "Vi har ikke trukket påmeldingen. Her er den igjen:",
    "Påmeldingen vår er ikke trukket, slik ryktet sier:",
    "Det er feil at vi trekker oss. Påmeldingen er:",
    "Me trekkjer ikkje påmeldinga, ho står ved lag:",
)


def h_eml_not_withdrawn(rng: Random) -> Made:
    """A registration whose mail says that it is not taken back."""
    team, sender = a_team(rng), a_sender(rng)
    mail = new_mail(rng, sender, "SV: Påmelding")
    mail.set_content("\n".join(["Hei,", "", rng.choice(NOT_WITHDRAWN), "", *typed(team), "", f"Mvh {sender[0]}"]))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


NOTICES = (
    ("Hei. Vi trekker påmeldingen vår til læringsnettverket for prosjektet «{title}». Mvh {name}", True),
    ("Hei, vi må dessverre trekke påmeldinga av {title}. {name}", True),
    ("Viser til vår påmelding av «{title}». Vi ønsker å trekke denne. Hilsen {name}", True),
    ("Teamet bak prosjektet «{title}» trekker seg fra læringsnettverket. Hilsen {name}", True),
    ("Hei! Vi kan likevel ikke delta med «{title}» og ber om at påmeldingen slettes. {name}", True),
    ("Me trekkjer påmeldinga vår for prosjektet «{title}». Helsing {name}", True),
    ("Dear all, we withdraw our registration for “{title}”. Regards {name}", True),
    ("Vi melder oss av læringsnettverket. Det gjelder prosjektet «{title}». {name}", True),
    ("Hei, vi trekker ikke påmeldingen av «{title}», bare så det er sagt. {name}", False),
    ("Hei! Kan vi trekke påmeldingen av «{title}» senere om noe skjer? {name}", False),
    ("Me trekkjer ikkje påmeldinga for «{title}». Helsing {name}", False),
    ("We are not withdrawing our registration for “{title}”. Regards {name}", False),
    ("Vi har ingen planer om å trekke prosjektet «{title}». Mvh {name}", False),
    ("Dersom vi må trekke oss med «{title}», sier vi fra innen fristen. Mvh {name}", False),
)


def notices(rng: Random) -> Iterator[tuple[bytes, str, bool]]:
    """Mails of one paragraph: content, the title of the project it is about, whether it takes the registration back."""
    for words, withdraws in NOTICES:
        title, sender = a_team(rng).title, a_sender(rng)
        mail = new_mail(rng, sender, "Læringsnettverk")
        mail.set_content(words.format(title=title, name=sender[0]))
        yield sealed(mail, rng), title, withdraws


FORMS = (
    h_eml_signature_phone,
    h_eml_bullets,
    h_eml_nynorsk,
    h_eml_english,
    h_eml_not_withdrawn,
)
