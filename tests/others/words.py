"""What four kinds of writers call the same things: a secretary (plain), a doctor in a hurry (terse), one who asks (question), in three languages.

A `Hand` is one writer of one form: one wording for each thing, held throughout the form. The wordings were written down as such
people speak, not taken from any list that reading uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# (language, manner) → thing → wordings
PLAIN_NB = {
    "form": "Påmelding til læringsnettverk|Skjema for påmelding av forbedringsteam|Læringsnettverk Tørn – påmelding av team",
    "trust": "Påmeldende helseforetak|Helseforetak (HF)|Navn på helseforetaket|Foretak/sykehus|Arbeidsgiver (helseforetak)",
    "unit": "Avdeling|Seksjon/post|Klinikk og avdeling|Enhetens navn|Arbeidssted (avdeling, seksjon)|Deltakende enhet",
    "title": "Navn på forbedringsprosjektet|Arbeidstittel|Kort tittel på prosjektet|Prosjektets navn|Tittel på forbedringsarbeidet",
    "problem": "Dagens situasjon og utfordring|Bakgrunn for prosjektet|Beskrivelse av forbedringsbehovet|Problembeskrivelse|Beskriv problemet",
    "goal": "Målsetting for prosjektet|Ønsket resultat|Prosjektets mål|Hva teamet vil oppnå|Effektmål",
    "priority": "Foretakets prioritering av prosjektet (nr.)|Prioritert som nummer|Nr. i prioritert rekkefølge|Prioritet (1 = høyest)",
    "challenges": "Hva kjennetegner enheten? (kryss av)|Enheten er preget av|Sett kryss for det som gjelder enheten|Enhetens utfordringer",
    "high_workload": "Høy arbeidsbelastning|Stor arbeidsbelastning|Høyt arbeidspress",
    "high_turnover": "Høy turnover|Høy turnover (mange slutter)|Stor utskifting av personell",
    "limited_capacity": "Begrenset kapasitet|Knapp kapasitet|For liten kapasitet",
    "members": "Teamets medlemmer|Forbedringsteamet|Deltakere fra enheten|Teamets sammensetning",
    "member": "Deltaker|Teammedlem|Person|Medlem",
    "name": "Navn|Fullt navn|For- og etternavn|Navn på deltaker",
    "role": "Rolle i teamet|Funksjon i teamet|Rolle|Leder / tillitsvalgt / medarbeider",
    "profession": "Profesjon|Yrkesgruppe|Faggruppe|Yrke|Utdanning/yrke",
    "job": "Stilling|Stillingstittel|Tittel",
    "email": "E-postadresse|Epost|E-post (jobb)|Mailadresse",
    "phone": "Mobilnummer|Telefonnr.|Tlf.|Mobil/telefon",
    "agent": "Utdannet forbedringsagent?|Forbedringsagent|Har utdanning som forbedringsagent|Forbedringsagent (ja/nei)",
    "agents": "Utdannede forbedringsagenter i teamet|Følgende i teamet er utdannet forbedringsagent",
    "adviser": "Lokal veileder|Foretakets forbedringsveileder|Teamets forbedringsveileder|Lokal forbedringsveileder (ikke medlem av teamet)",
    "adviser_name": "Veileders navn|Navn på forbedringsveileder|Navn på veileder",
    "adviser_email": "Veileders e-postadresse|E-post til veileder|Epost, veileder",
    "adviser_phone": "Veileders mobil|Telefon til veileder|Tlf. veileder",
    "binding": "Vi bekrefter at påmeldingen er bindende|Påmeldingen er bindende for enheten|Bindende påmelding – lest og godtatt",
    "yes": "Ja|ja|JA",
    "no": "Nei|nei|NEI",
    "dept": "Avd./post|Arbeidssted|Seksjon",
    "number": "Nr|Nr.|#",
    "contact": "Kontaktperson for påmeldingen|Skjemaet er fylt ut av",
    "sign": "Dato og underskrift|Sted/dato",
    "staffing": "Antall ansatte i enheten|Antall årsverk",
    "project_number": "Prosjektnummer (fylles ut av RHF)|Kostnadssted|Saksnr. i eget arkiv",
}
TERSE_NB = {
    "form": "Påmelding|Læringsnettverk – team",
    "trust": "HF|Foretak|Sykehus",
    "unit": "Avd.|Enhet|Avd/post|Seksjon",
    "title": "Prosjekt|Tittel|Prosj.|Prosjekttittel",
    "problem": "Problem|Bakgrunn|Utfordring|Hvorfor",
    "goal": "Mål|Målsetting|Mål (SMART)",
    "priority": "Pri|Prioritet|Prio.|Pri.nr.",
    "challenges": "Kryss av|Enheten har|Kjennetegn",
    "high_workload": "Høy arb.belastning|Arbeidsbelastning|Høy arbeidsbelastning",
    "high_turnover": "Turnover|Høy turnover",
    "limited_capacity": "Kapasitet|Begr. kapasitet|Begrenset kapasitet",
    "members": "Team|Deltakere|Teamet",
    "member": "Deltaker|Nr.|Pers.",
    "name": "Navn",
    "role": "Rolle|Funksjon",
    "profession": "Fag|Yrke|Profesjon",
    "job": "Stilling|Tittel",
    "email": "Mail|E-post|Epost",
    "phone": "Mob.|Tlf|Mobil",
    "agent": "Agent|Forb.agent|Forbedringsagent",
    "agents": "Forbedringsagenter|Utd. forb.agent",
    "adviser": "Veileder|Lokal veileder|Forb.veileder",
    "adviser_name": "Veileder|Veileder navn",
    "adviser_email": "Veileder mail|Veileder e-post",
    "adviser_phone": "Veileder tlf|Veileder mob.",
    "binding": "Bindende|Bindende påmelding",
    "yes": "ja|x|Ja",
    "no": "nei|-",
    "dept": "Post|Avd",
    "number": "Nr|#",
    "contact": "Kontakt",
    "sign": "Dato/sign.",
    "staffing": "Ant. ansatte",
    "project_number": "Ksted|Prosjektnr.",
}
QUESTION_NB = {
    **PLAIN_NB,
    "trust": "Hvilket helseforetak melder på teamet?|Hvilket helseforetak hører teamet til?|Hvilket foretak jobber dere i?",
    "unit": "Hvor i foretaket skal teamet jobbe?|Hvilken enhet gjelder påmeldingen?|Hvilken avdeling eller seksjon kommer dere fra?",
    "title": "Hva heter prosjektet?|Hva skal prosjektet hete?|Hva kaller dere forbedringsprosjektet?",
    "problem": "Hva er problemet dere vil gjøre noe med?|Hva fungerer ikke i dag?|Hvilket problem ønsker dere å løse, og hvem gjelder det?",
    "goal": "Hva ønsker dere å oppnå, og innen når?|Hva er målet med arbeidet?|Hvilket mål har dere satt dere?",
    "priority": "Hvilken prioritet har foretaket gitt prosjektet?|Hvilket nummer har prosjektet i foretakets prioriterte liste?",
    "challenges": "Hvilke av disse utfordringene har enheten?|Hva preger enheten i dag? (flere kryss mulig)",
    "members": "Hvem deltar i teamet?|Hvem er med i forbedringsteamet?",
    "agents": "Hvem i teamet er utdannet forbedringsagent?|Hvilke deltakere har utdanning som forbedringsagent?",
    "adviser": "Hvem er deres lokale forbedringsveileder?|Hvem skal veilede teamet lokalt?",
    "binding": "Er dere innforstått med at påmeldingen er bindende?|Bekrefter dere at påmeldingen er bindende?",
}
PLAIN_NN = {
    "form": "Påmelding til læringsnettverk|Skjema for påmelding av forbetringsteam",
    "trust": "Helseføretak|Føretak|Namn på helseføretaket|Kva helseføretak melder på teamet?",
    "unit": "Avdeling/eining|Eining|Namn på eininga|Kva eining gjeld påmeldinga?",
    "title": "Namn på prosjektet|Tittel på prosjektet|Prosjekttittel|Kva heiter prosjektet?",
    "problem": "Bakgrunn og utfordring|Skildring av problemet|Kva er problemet i dag?|Kva for problem vil de løyse?",
    "goal": "Mål for arbeidet|Kva ønskjer de å oppnå?|Målet med prosjektet",
    "priority": "Prioritet|Prioritering frå føretaket (nr.)|Kva prioritet har føretaket gitt prosjektet?",
    "challenges": "Kva kjenneteiknar eininga? (set kryss)|Eininga er prega av",
    "high_workload": "Høg arbeidsbelastning|Stort arbeidspress",
    "high_turnover": "Høg turnover|Høg turnover (mange sluttar)",
    "limited_capacity": "Avgrensa kapasitet|Knapp kapasitet",
    "members": "Medlemer i teamet|Deltakarar|Kven er med i teamet?",
    "member": "Deltakar|Medlem",
    "name": "Namn|Fullt namn",
    "role": "Rolle i teamet|Rolle|Funksjon",
    "profession": "Yrke|Faggruppe|Profesjon",
    "job": "Stilling|Tittel",
    "email": "E-post|E-postadresse",
    "phone": "Mobil|Telefon|Tlf.",
    "agent": "Utdanna forbetringsagent?|Forbetringsagent|Forbetringsagent (ja/nei)",
    "agents": "Utdanna forbetringsagentar i teamet|Kven er utdanna forbetringsagent?",
    "adviser": "Lokal forbetringsrettleiar|Forbetringsrettleiar i føretaket|Kven er lokal rettleiar for teamet?",
    "adviser_name": "Namn på rettleiar|Rettleiar, namn",
    "adviser_email": "E-post til rettleiar|Rettleiar, e-post",
    "adviser_phone": "Telefon til rettleiar|Rettleiar, mobil",
    "binding": "Vi stadfestar at påmeldinga er bindande|Påmeldinga er bindande|Er de innforstått med at påmeldinga er bindande?",
    "yes": "Ja|ja",
    "no": "Nei|nei",
    "dept": "Avd./post|Arbeidsstad",
    "number": "Nr|Nr.",
    "contact": "Kontaktperson|Skjemaet er fylt ut av",
    "sign": "Stad og dato|Underskrift",
    "staffing": "Talet på tilsette i eininga",
    "project_number": "Prosjektnummer (vert fylt ut av RHF-et)",
}
PLAIN_EN = {
    "form": "Registration – improvement network|Registration form for improvement teams",
    "trust": "Health trust|Hospital trust|Name of health trust|Which health trust is registering the team?",
    "unit": "Department|Unit|Department / unit|Which unit does the team come from?",
    "title": "Project title|Title of project|Name of the improvement project|What is the project called?",
    "problem": "Problem to be solved|Background / problem|What is the problem?|Describe the problem",
    "goal": "Aim|Goal of the project|What do you want to achieve, and by when?|Objective",
    "priority": "Priority|Priority given by the trust (no.)|The trust's ranking of this project",
    "challenges": "The unit has (tick all that apply)|Challenges in the unit",
    "high_workload": "High workload|Heavy workload",
    "high_turnover": "High turnover|High staff turnover",
    "limited_capacity": "Limited capacity|Insufficient capacity",
    "members": "Team members|Members of the team|Who is on the team?",
    "member": "Member|Team member|Participant",
    "name": "Name|Full name",
    "role": "Role in the team|Role|Team role",
    "profession": "Profession|Occupation",
    "job": "Position|Job title",
    "email": "E-mail|Email address|Email",
    "phone": "Mobile|Phone|Telephone",
    "agent": "Trained improvement agent?|Improvement agent (yes/no)|Improvement agent",
    "agents": "Trained improvement agents on the team|Who is a trained improvement agent?",
    "adviser": "Local improvement adviser|Improvement adviser|Local improvement advisor (not a team member)",
    "adviser_name": "Name of adviser|Adviser's name",
    "adviser_email": "Adviser's e-mail|E-mail of adviser",
    "adviser_phone": "Adviser's phone|Phone of adviser",
    "binding": "We confirm that this registration is binding|The registration is binding|Do you accept that the registration is binding?",
    "yes": "Yes|yes",
    "no": "No|no",
    "dept": "Ward|Work place",
    "number": "No.|#",
    "contact": "Contact person|Form completed by",
    "sign": "Date and signature",
    "staffing": "Number of employees in the unit",
    "project_number": "Project number (for official use)",
}
HANDS = {("nb", "plain"): PLAIN_NB, ("nb", "terse"): TERSE_NB, ("nb", "question"): QUESTION_NB, ("nn", "plain"): PLAIN_NN, ("en", "plain"): PLAIN_EN}

PRIVACY = {
    "nb": (
        "Opplysningene brukes bare til å gi plasser i læringsnettverket og slettes når nettverket er avsluttet.",
        "Skjemaet sendes postmottak innen fristen 1. mai. Ett skjema per team. Spørsmål rettes til saksbehandler på tlf. 75 00 00 00.",
        "Hvert team skal bestå av leder, tillitsvalgt og medarbeidere fra ulike faggrupper (minst to, helst tre til fire).",
        "Merk: Har ikke teamet en utdannet forbedringsagent, skal forbedringsveilederen være med på samlingene.",
    ),
    "nn": (
        "Opplysningane vert berre nytta til å gje plassar i læringsnettverket.",
        "Skjemaet skal sendast innan 1. mai. Eitt skjema per team. Spørsmål: ring 75 00 00 00.",
        "Kvart team skal ha leiar, tillitsvald og medarbeidarar frå ulike faggrupper.",
    ),
    "en": (
        "Please return this form by 1 May. One form per team. Questions: call +47 75 00 00 00.",
        "A team consists of a leader, a union representative and staff from different professions.",
        "Personal data are used for allocating places only.",
    ),
}
EXAMPLES = {
    "nb": {"title": "f.eks. «Bedre flyt på dagkirurgen»", "goal": "f.eks. redusere ventetid med 5 % innen 1. juni", "priority": "f.eks. 1, 2 eller 3",
           "problem": "Beskriv kort hva som ikke fungerer, maks 200 ord", "unit": "f.eks. Ortopedisk sengepost", "trust": "f.eks. Helse Øst HF"},
    "nn": {"title": "t.d. «Betre flyt på dagkirurgen»", "goal": "t.d. redusere ventetida med 5 % innan 1. juni", "priority": "t.d. 1, 2 eller 3",
           "problem": "Skriv kort kva som ikkje fungerer", "unit": "t.d. Ortopedisk sengepost", "trust": "t.d. Helse Aust HF"},
    "en": {"title": "e.g. “Better flow in day surgery”", "goal": "e.g. reduce waiting time by 5 % by 1 June", "priority": "e.g. 1, 2 or 3",
           "problem": "Briefly describe what does not work", "unit": "e.g. Orthopaedic ward", "trust": "e.g. Eastern Health Trust"},
}
LATER = {
    "nb": ("Avklares senere", "Ikke avklart ennå", "Kommer tilbake til dette"),
    "nn": ("Vert avklart seinare", "Ikkje avklart"),
    "en": ("To be confirmed", "Not yet decided"),
}
UNCHOSEN = {"nb": "Velg et element.", "nn": "Vel eit element.", "en": "Choose an item."}
UNTYPED = {
    "nb": "Klikk eller trykk her for å skrive inn tekst.",
    "nn": "Klikk eller trykk her for å skrive inn tekst.",
    "en": "Click or tap here to enter text.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes: a language, a manner, and one wording for each thing."""

    language: str
    manner: str
    words: dict[str, str]

    def __getitem__(self, thing: str) -> str:
        """What this writer calls `thing`."""
        return self.words[thing]


def a_hand(rng: Random, language: str = "nb", manner: str = "") -> Hand:
    """A writer in `language`; the manner is drawn when it is not given."""
    manner = manner or rng.choice([m for lang, m in HANDS if lang == language])
    words = {thing: rng.choice(wordings.split("|")) for thing, wordings in HANDS[language, manner].items()}
    return Hand(language=language, manner=manner, words=words)
