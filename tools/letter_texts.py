"""The words that the Word templates of the letters begin with, in bokmål and nynorsk. `make_templates.py` sets them.

From then on the templates are ordinary Word files and are edited there; this is not read when letters are written.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.form.definition import Words
from pipeline.letter_record import LetterKind


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in one of the templates' styles."""

    words: Words
    style: str = "Normal"


@dataclass(frozen=True, slots=True)
class Tag:
    """A paragraph that holds one tag and is gone in the letter («{%p if late %}»)."""

    tag: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, what stands in each row, and its share of the width."""

    heading: Words
    cell: str
    share: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a heading row, and a row for each turn of `loop` («meeting in meetings»)."""

    loop: str
    caption: Words
    columns: tuple[Column, ...]


Block = Text | Tag | Rows


def same(words: str) -> Words:
    """Words that are alike in both målformer."""
    return Words(words, words)


def p(nb: str, nn: str) -> Text:
    """A paragraph of running text."""
    return Text(Words(nb, nn))


def lead(nb: str, nn: str) -> Text:
    """The sentence that says what the letter is about."""
    return Text(Words(nb, nn), "Hovedbudskap")


def h(nb: str, nn: str) -> Text:
    """A heading within the letter."""
    return Text(Words(nb, nn), "Heading 2")


def item(nb: str, nn: str) -> Text:
    """An item of a list."""
    return Text(Words(nb, nn), "List Bullet")


def fact(nb: str, nn: str) -> Text:
    """A label and a fact, with a tab between."""
    return Text(Words(nb, nn), "Opplysning")


def when(condition: str, *blocks: Block) -> tuple[Block, ...]:
    """Blocks that stand only when `condition` holds."""
    return (Tag(f"{{%p if {condition} %}}"), *blocks, Tag("{%p endif %}"))


def each(loop: str, words: str, style: str = "Normal") -> tuple[Block, ...]:
    """A paragraph for each turn of `loop`."""
    return (Tag(f"{{%p for {loop} %}}"), Text(same(words), style), Tag("{%p endfor %}"))


NOTE = "{% if deadline_note %} {{ deadline_note }}{% endif %}"

CONTACT = p(
    "Har dere spørsmål, kan dere kontakte {{ contact.name }}{% if contact.title %}, {{ contact.title }},{% endif %} på "
    "{% if contact.phone %}telefon {{ contact.phone }} eller {% endif %}e-post {{ contact.email }}.",
    "Har de spørsmål, kan de kontakte {{ contact.name }}{% if contact.title %}, {{ contact.title }},{% endif %} på "
    "{% if contact.phone %}telefon {{ contact.phone }} eller {% endif %}e-post {{ contact.email }}.",
)

PROJECT = (
    fact("Prosjekt\t{{ project.title }}", "Prosjekt\t{{ project.title }}"),
    *when("project.unit", fact("Enhet\t{{ project.unit }}", "Eining\t{{ project.unit }}")),
    fact("Foretak\t{{ project.trust }}", "Føretak\t{{ project.trust }}"),
    fact("Referanse\t{{ project.id }}", "Referanse\t{{ project.id }}"),
)

REASONS = (h("Begrunnelse", "Grunngiving"), *each("reason in reasons", "{{ reason }}", "Begrunnelse"))

THANKS = p(
    "Takk for påmeldingen, og for arbeidet dere har lagt i den.",
    "Takk for påmeldinga, og for arbeidet de har lagt i henne.",
)

COMPLAINT = when("complaint", h("Klage", "Klage"), *each("paragraph in complaint", "{{ paragraph }}"))

FINANCE = each("paragraph in finance", "{{ paragraph }}")

MEETINGS = Rows(
    "meeting in meetings",
    Words("Møtene i nettverket", "Møta i nettverket"),
    (
        Column(Words("Når", "Når"), "{{ meeting.when }}", 28),
        Column(Words("Tid", "Tid"), "{{ meeting.clock }}", 19),
        Column(Words("Møte", "Møte"), "{{ meeting.meeting }}", 26),
        Column(Words("Sted", "Stad"), "{{ meeting.place }}", 11),
        Column(Words("For", "For"), "{{ meeting.audience }}", 16),
    ),
)

INVITATION: tuple[Block, ...] = (
    lead(
        "Vi inviterer dere til å melde på team til {{ cohort }}.",
        "Vi inviterer dykk til å melde på team til {{ cohort }}.",
    ),
    fact("Frist\t{{ deadline }}", "Frist\t{{ deadline }}"),
    fact("Svar\tsenest {{ reply_by }}", "Svar\tseinast {{ reply_by }}"),
    fact("Plasser\t{{ capacity }} team", "Plassar\t{{ capacity }} team"),
    fact("Send til\t{{ sender.email }}", "Send til\t{{ sender.email }}"),
    p(
        "I nettverket arbeider team fra flere foretak med hvert sitt forbedringsprosjekt, og lærer av hverandre underveis. "
        "Målet er bedre pasientflyt, riktigere oppgavedeling og en bedre organisert tjeneste.",
        "I nettverket arbeider team frå fleire føretak med kvart sitt forbetringsprosjekt, og lærer av kvarandre undervegs. "
        "Målet er betre pasientflyt, rettare oppgåvedeling og ei betre organisert teneste.",
    ),
    h("Hvem kan delta", "Kven kan delta"),
    p(
        "Nettverket passer for enheter som vil samarbeide bedre og arbeide på nye måter, og særlig for enheter med høy "
        "arbeidsbelastning, høy turnover eller begrenset kapasitet. Et team har minst to medlemmer, helst tre til fire. "
        "I teamet skal det være:",
        "Nettverket passar for einingar som vil samarbeide betre og arbeide på nye måtar, og særleg for einingar med høg "
        "arbeidsbelastning, høg turnover eller avgrensa kapasitet. Eit team har minst to medlemmer, helst tre til fire. "
        "I teamet skal det vere:",
    ),
    item("en leder, som leder teamet", "ein leiar, som leier teamet"),
    item("minst én tillitsvalgt, som er en annen enn lederen", "minst éin tillitsvald, som er ein annan enn leiaren"),
    item("medarbeidere fra de faggruppene som endringen angår", "medarbeidarar frå dei faggruppene som endringa gjeld"),
    p(
        "I tillegg stiller foretaket med en lokal forbedringsveileder, som støtter teamet uten å være medlem av det. "
        "Har teamet ingen utdannet forbedringsagent, skal forbedringsveilederen delta på samlingene.",
        "I tillegg stiller føretaket med ein lokal forbetringsrettleiar, som støttar teamet utan å vere medlem av det. "
        "Har teamet ingen utdanna forbetringsagent, skal forbetringsrettleiaren delta på samlingane.",
    ),
    h("Hva dere blir med på", "Kva de blir med på"),
    p(
        "Programmet har {{ gatherings }} samlinger og {{ online_meetings }} digitale møter for hele teamet. Samlingene er i "
        "{{ places }} og varer fra lunsj til lunsj. Veilederne har også egne digitale møter. Mellom møtene arbeider teamene "
        "med prosjektene sine. Datoer, temaer og mål står i det vedlagte programmet.",
        "Programmet har {{ gatherings }} samlingar og {{ online_meetings }} digitale møte for heile teamet. Samlingane er i "
        "{{ places }} og varer frå lunsj til lunsj. Rettleiarane har òg eigne digitale møte. Mellom møta arbeider teama "
        "med prosjekta sine. Datoar, tema og mål står i det vedlagde programmet.",
    ),
    p(
        "Deltakerne lærer forbedringsarbeid og oppgavedeling i praksis, og får verktøy til å gjøre endringer som varer, til "
        "nytte for både pasienter og ansatte.",
        "Deltakarane lærer forbetringsarbeid og oppgåvedeling i praksis, og får verktøy til å gjere endringar som varer, til "
        "nytte for både pasientar og tilsette.",
    ),
    h("Det foretaket forplikter seg til", "Det føretaket forpliktar seg til"),
    item("Teamet er tverrfaglig og blir ledet av en leder.", "Teamet er tverrfagleg og blir leidd av ein leiar."),
    item(
        "Hele teamet deltar på samlingene og de digitale møtene.",
        "Heile teamet deltek på samlingane og dei digitale møta.",
    ),
    item(
        "Foretaket følger opp status og resultater av arbeidet.",
        "Føretaket følgjer opp status og resultat av arbeidet.",
    ),
    item(
        "Medlemmene får avsatt tid til arbeidet innenfor den ordinære arbeidstiden.",
        "Medlemmene får sett av tid til arbeidet innanfor den ordinære arbeidstida.",
    ),
    h("Kostnader", "Kostnader"),
    *when("finance", *FINANCE),
    *when(
        "not finance",
        p(
            "{{ sender.name }} dekker lokaler, servering, ledelse, koordinering og faglige bidrag. Foretaket dekker reiser og "
            "frikjøp av tid for teamet og for den lokale forbedringsveilederen.",
            "{{ sender.name }} dekkjer lokale, servering, leiing, koordinering og faglege bidrag. Føretaket dekkjer reiser og "
            "frikjøp av tid for teamet og for den lokale forbetringsrettleiaren.",
        ),
    ),
    h("Slik melder dere på team", "Slik melder de på team"),
    p(
        "Fyll ut ett skjema for hvert team. Gi prosjektene nummer i foretakets egen prioriterte rekkefølge, der 1 er det "
        "viktigste. Send skjemaene til {{ sender.email }} senest {{ deadline }}." + NOTE + " Påmelding og deltakelse er "
        "bindende.",
        "Fyll ut eitt skjema for kvart team. Gi prosjekta nummer i føretaket si eiga prioriterte rekkjefølgje, der 1 er det "
        "viktigaste. Send skjemaa til {{ sender.email }} seinast {{ deadline }}." + NOTE + " Påmelding og deltaking er "
        "bindande.",
    ),
    h("Slik fordeler vi plassene", "Slik fordeler vi plassane"),
    p(
        "Er det flere påmeldte team enn plasser, fordeler vi plassene i runder etter foretakenes egen prioritering. Først "
        "kommer det viktigste prosjektet fra hvert foretak, så det nest viktigste, og så videre. I den runden der det ikke er "
        "plass til alle, avgjør loddtrekning. De andre teamene står på en reserveliste. Påmeldinger som kommer etter fristen, "
        "kommer etter alle som kom i tide.",
        "Er det fleire påmelde team enn plassar, fordeler vi plassane i rundar etter føretaka si eiga prioritering. Først "
        "kjem det viktigaste prosjektet frå kvart føretak, så det nest viktigaste, og så vidare. I den runden der det ikkje "
        "er plass til alle, avgjer loddtrekking. Dei andre teama står på ei reserveliste. Påmeldingar som kjem etter fristen, "
        "kjem etter alle som kom i tide.",
    ),
    *when(
        "seed_event",
        p(
            "Loddtrekningen bygger på noe som er offentlig, og som ingen kjenner på forhånd ({{ seed_event }}). Slik kan alle "
            "etterprøve den.",
            "Loddtrekkinga byggjer på noko som er offentleg, og som ingen kjenner på førehand ({{ seed_event }}). Slik kan "
            "alle etterprøve henne.",
        ),
    ),
    h("Spørsmål", "Spørsmål"),
    CONTACT,
)

REMINDER: tuple[Block, ...] = (
    lead(
        "Fristen for å melde på team til {{ cohort }} er {{ deadline }}." + NOTE,
        "Fristen for å melde på team til {{ cohort }} er {{ deadline }}." + NOTE,
    ),
    p(
        "Per {{ counted_on }} har vi ikke registrert noen påmelding fra {{ trust }}. Har dere allerede sendt en påmelding, "
        "ber vi dere kontakte oss, så vi kan finne ut hvor den er blitt av.",
        "Per {{ counted_on }} har vi ikkje registrert noka påmelding frå {{ trust }}. Har de alt sendt ei påmelding, "
        "ber vi dykk kontakte oss, så vi kan finne ut kvar ho er blitt av.",
    ),
    p(
        "Skjema og program fulgte med invitasjonen. Fyll ut ett skjema for hvert team, gi prosjektene nummer i prioritert "
        "rekkefølge, og send skjemaene til {{ sender.email }}. Alle får svar senest {{ reply_by }}.",
        "Skjema og program følgde med invitasjonen. Fyll ut eitt skjema for kvart team, gi prosjekta nummer i prioritert "
        "rekkjefølgje, og send skjemaa til {{ sender.email }}. Alle får svar seinast {{ reply_by }}.",
    ),
    p(
        "Vil foretaket ikke melde på noe team denne gangen, er det fint om dere gir oss beskjed.",
        "Vil føretaket ikkje melde på noko team denne gongen, er det fint om de gir oss beskjed.",
    ),
    CONTACT,
)

REPORT_REMINDER: tuple[Block, ...] = (
    lead(
        "Vi mangler rapporter fra teamet deres i {{ cohort }}. Per {{ counted_on }} har vi ikke mottatt:",
        "Vi manglar rapportar frå teamet dykkar i {{ cohort }}. Per {{ counted_on }} har vi ikkje teke imot:",
    ),
    Rows(
        "report in reports",
        Words("Rapporter som mangler", "Rapportar som manglar"),
        (
            Column(Words("Skjema", "Skjema"), "{{ report.form }}", 24, bold=True),
            Column(Words("Frist", "Frist"), "{{ report.due }}", 26),
            Column(Words("Gjelder", "Gjeld"), "{{ report.purpose }}", 50),
        ),
    ),
    *PROJECT,
    p(
        "Send det som mangler til {{ sender.email }} så snart dere kan. Rapportene viser hvor teamet står, og blir brukt på "
        "møtene. Det er bedre med en kort rapport enn ingen.",
        "Send det som manglar til {{ sender.email }} så snart de kan. Rapportane viser kvar teamet står, og blir brukte på "
        "møta. Det er betre med ein kort rapport enn ingen.",
    ),
    p(
        "Har dere allerede sendt det, ber vi dere gi oss beskjed, så vi kan finne ut hvor det er blitt av. Trenger dere "
        "skjemaene på nytt, sender vi dem.",
        "Har de alt sendt det, ber vi dykk gi oss beskjed, så vi kan finne ut kvar det er blitt av. Treng de skjemaa på "
        "nytt, sender vi dei.",
    ),
    CONTACT,
)

RECEIPT: tuple[Block, ...] = (
    lead(
        "Vi har mottatt påmeldingen til {{ cohort }}. Den kom inn {{ received }}.",
        "Vi har teke imot påmeldinga til {{ cohort }}. Ho kom inn {{ received }}.",
    ),
    p(
        "Nedenfor står det vi har registrert. Er noe feil, ber vi dere gi oss beskjed så snart som mulig. Påmeldingen har "
        "referansen {{ registration_id }}. Oppgi den når dere kontakter oss.",
        "Nedanfor står det vi har registrert. Er noko feil, ber vi dykk gi oss beskjed så snart som mogleg. Påmeldinga har "
        "referansen {{ registration_id }}. Oppgi han når de kontaktar oss.",
    ),
    *when(
        "incomplete",
        p(
            "Noe mangler i påmeldingen. Dere får et eget brev om hva det er, og hva dere må gjøre.",
            "Noko manglar i påmeldinga. De får eit eige brev om kva det er, og kva de må gjere.",
        ),
    ),
    *when(
        "late",
        p(
            "Påmeldingen kom etter fristen, som var {{ deadline }}. Når plassene blir fordelt, kommer den etter alle "
            "påmeldinger som kom i tide.",
            "Påmeldinga kom etter fristen, som var {{ deadline }}. Når plassane blir fordelte, kjem ho etter alle "
            "påmeldingar som kom i tide.",
        ),
    ),
    h("Det vi har registrert", "Det vi har registrert"),
    Rows(
        "detail in details",
        Words("Det vi har registrert", "Det vi har registrert"),
        (
            Column(Words("Opplysning", "Opplysning"), "{{ detail.label }}", 30, bold=True),
            Column(Words("Registrert", "Registrert"), "{{ detail.value }}", 70),
        ),
    ),
    *when(
        "members",
        h("Teamet", "Teamet"),
        Rows(
            "member in members",
            Words("Medlemmene i teamet", "Medlemmene i teamet"),
            (
                Column(Words("Navn", "Namn"), "{{ member.name }}", 60),
                Column(Words("Faggruppe", "Faggruppe"), "{{ member.profession }}", 40),
            ),
        ),
    ),
    h("Det som skjer videre", "Det som skjer vidare"),
    p(
        "Alle som har meldt på team, får svar senest {{ reply_by }}. Kvitteringen er ikke et svar på om teamet får plass.",
        "Alle som har meldt på team, får svar seinast {{ reply_by }}. Kvitteringa er ikkje eit svar på om teamet får plass.",
    ),
    CONTACT,
)

MISSING: tuple[Block, ...] = (
    lead(
        "Påmeldingen til {{ cohort }} må rettes før teamet kan få plass.",
        "Påmeldinga til {{ cohort }} må rettast før teamet kan få plass.",
    ),
    *PROJECT,
    h("Dette mangler eller må rettes", "Dette manglar eller må rettast"),
    *each("item in items", "{{ item }}", "List Number"),
    h("Slik svarer dere", "Slik svarer de"),
    *when(
        "answer_by",
        p(
            "Send svaret til {{ sender.email }} senest {{ answer_by }}. Kommer det senere, kan vi ikke regne med at det "
            "blir tatt hensyn til når plassene fordeles.",
            "Send svaret til {{ sender.email }} seinast {{ answer_by }}. Kjem det seinare, kan de ikkje rekne med at vi får "
            "teke omsyn til det når plassane blir fordelte.",
        ),
    ),
    *when(
        "not answer_by",
        p(
            "Send svaret til {{ sender.email }} så snart som mulig. Plassene kan bli fordelt før vi har fått det.",
            "Send svaret til {{ sender.email }} så snart som mogleg. Plassane kan bli fordelte før vi har fått det.",
        ),
    ),
    p(
        "Fyll ut feltene merket «Mangler» i det vedlagte svarskjemaet, og send skjemaet tilbake som Word-fil. Resten er fylt "
        "ut slik vi har det fra dere. Skriv {{ project.id }} i emnefeltet, så finner vi påmeldingen.",
        "Fyll ut felta merkte «Manglar» i det vedlagde svarskjemaet, og send skjemaet tilbake som Word-fil. Resten er fylt ut "
        "slik vi har det frå dykk. Skriv {{ project.id }} i emnefeltet, så finn vi påmeldinga.",
    ),
    CONTACT,
)

PLACE: tuple[Block, ...] = (
    lead(
        "Teamet har fått en av de {{ capacity }} plassene i {{ cohort }}.",
        "Teamet har fått ein av dei {{ capacity }} plassane i {{ cohort }}.",
    ),
    *PROJECT,
    h("Dette gjelder for plassen", "Dette gjeld for plassen"),
    item("Påmelding og deltakelse er bindende.", "Påmelding og deltaking er bindande."),
    item(
        "Hele teamet deltar på samlingene og de digitale møtene.",
        "Heile teamet deltek på samlingane og dei digitale møta.",
    ),
    item(
        "Foretaket følger opp status og resultater, og setter av tid til arbeidet innenfor den ordinære arbeidstiden.",
        "Føretaket følgjer opp status og resultat, og set av tid til arbeidet innanfor den ordinære arbeidstida.",
    ),
    *when(
        "not finance",
        item(
            "Foretaket dekker reiser og frikjøp av tid for teamet og forbedringsveilederen.",
            "Føretaket dekkjer reiser og frikjøp av tid for teamet og forbetringsrettleiaren.",
        ),
    ),
    item(
        "Kan teamet likevel ikke delta, må dere gi oss beskjed med en gang, så plassen kan gå til neste team på reservelisten.",
        "Kan teamet likevel ikkje delta, må de gi oss beskjed med ein gong, så plassen kan gå til neste team på reservelista.",
    ),
    *FINANCE,
    *when(
        "adviser_must_attend",
        h("Forbedringsveilederen skal delta på samlingene", "Forbetringsrettleiaren skal delta på samlingane"),
        p(
            "Påmeldingen nevner ingen utdannet forbedringsagent i teamet. Da skal teamets forbedringsveileder"
            "{% if adviser %}, {{ adviser }},{% endif %} delta på samlingene. Gi oss beskjed hvis teamet likevel har en "
            "utdannet forbedringsagent.",
            "Påmeldinga nemner ingen utdanna forbetringsagent i teamet. Då skal forbetringsrettleiaren til teamet"
            "{% if adviser %}, {{ adviser }},{% endif %} delta på samlingane. Gi oss beskjed dersom teamet likevel har ein "
            "utdanna forbetringsagent.",
        ),
    ),
    *REASONS,
    h("Møtene", "Møta"),
    p(
        "Sett av disse datoene nå. Innkalling og program kommer før hvert møte.",
        "Set av desse datoane no. Innkalling og program kjem før kvart møte.",
    ),
    MEETINGS,
    p("Velkommen til nettverket!", "Velkomen til nettverket!"),
)

RESERVE: tuple[Block, ...] = (
    lead(
        "Teamet står som nummer {{ number }} på reservelisten til {{ cohort }}.",
        "Teamet står som nummer {{ number }} på reservelista til {{ cohort }}.",
    ),
    *PROJECT,
    p(
        "Det var ikke plass til alle. Blir en plass ledig, går den til det teamet som står først på reservelisten. Vi tar "
        "kontakt med en gang det er deres tur.",
        "Det var ikkje plass til alle. Blir ein plass ledig, går han til det teamet som står først på reservelista. Vi tek "
        "kontakt med ein gong det er dykkar tur.",
    ),
    h("Samlingene", "Samlingane"),
    p(
        "Vi råder dere til å holde disse datoene ledige inntil videre.",
        "Vi rår dykk til å halde desse datoane ledige inntil vidare.",
    ),
    Rows(MEETINGS.loop, Words("Samlingene i nettverket", "Samlingane i nettverket"), MEETINGS.columns[:4]),
    *REASONS,
    *COMPLAINT,
    THANKS,
)

NOT_ELIGIBLE: tuple[Block, ...] = (
    lead("Teamet får ikke plass i {{ cohort }}.", "Teamet får ikkje plass i {{ cohort }}."),
    *PROJECT,
    *REASONS,
    *COMPLAINT,
    THANKS,
)

TRUST: tuple[Block, ...] = (
    lead(
        "Her er svaret på påmeldingene fra {{ trust }} til {{ cohort }}.",
        "Her er svaret på påmeldingane frå {{ trust }} til {{ cohort }}.",
    ),
    p(
        "{{ summary }} Tabellen følger foretakets egen prioritering. Hvert team får også et eget brev med begrunnelsen.",
        "{{ summary }} Tabellen følgjer føretaket si eiga prioritering. Kvart team får òg eit eige brev med grunngivinga.",
    ),
    Rows(
        "team in teams",
        Words("Svar for hvert prosjekt", "Svar for kvart prosjekt"),
        (
            Column(Words("Prioritet", "Prioritet"), "{{ team.priority }}", 11),
            Column(Words("Prosjekt", "Prosjekt"), "{{ team.title }}", 35),
            Column(Words("Enhet", "Eining"), "{{ team.unit }}", 21),
            Column(Words("Svar", "Svar"), "{{ team.outcome }}", 19, bold=True),
            Column(Words("Referanse", "Referanse"), "{{ team.id }}", 14),
        ),
    ),
    *when(
        "has_place",
        p(
            "For teamene som har fått plass, er påmelding og deltakelse bindende. Foretaket følger opp status og resultater, "
            "setter av tid til arbeidet innenfor den ordinære arbeidstiden, og dekker reiser og frikjøp. Kan et team likevel "
            "ikke delta, må dere gi oss beskjed med en gang.",
            "For teama som har fått plass, er påmelding og deltaking bindande. Føretaket følgjer opp status og resultat, "
            "set av tid til arbeidet innanfor den ordinære arbeidstida, og dekkjer reiser og frikjøp. Kan eit team likevel "
            "ikkje delta, må de gi oss beskjed med ein gong.",
        ),
    ),
    *when(
        "has_reserve",
        p(
            "Blir en plass ledig, går den til det teamet som står først på reservelisten, uansett hvilket foretak det kommer "
            "fra.",
            "Blir ein plass ledig, går han til det teamet som står først på reservelista, uansett kva føretak det kjem frå.",
        ),
    ),
    *when(
        "basis",
        h("Slik er plassene fordelt", "Slik er plassane fordelte"),
        *each("sentence in basis", "{{ sentence }}", "Begrunnelse"),
    ),
    *COMPLAINT,
    p(
        "Takk for påmeldingene, og for arbeidet teamene har lagt i dem.",
        "Takk for påmeldingane, og for arbeidet teama har lagt i dei.",
    ),
)

PROGRAMME: tuple[Block, ...] = (
    Rows(
        "meeting in meetings",
        Words("Programmet, møte for møte", "Programmet, møte for møte"),
        (
            Column(
                Words("Når", "Når"),
                "{{ meeting.when }}{% if meeting.week %} ({{ meeting.week }}){% endif %}",
                20,
            ),
            Column(Words("Tid", "Tid"), "{{ meeting.clock }}", 11),
            Column(Words("Møte", "Møte"), "{{ meeting.meeting }}", 16, bold=True),
            Column(Words("Sted", "Stad"), "{{ meeting.place }}", 7),
            Column(Words("For", "For"), "{{ meeting.audience }}", 9),
            Column(Words("Tema", "Tema"), "{{ meeting.theme }}", 16),
            Column(Words("Mål", "Mål"), "{{ meeting.aim }}", 21),
        ),
    ),
    *each("note in notes", "{{ note }}", "Merknad"),
)

DIPLOMA: tuple[Block, ...] = (
    Text(same("{{ organiser }}"), "Diplom avsender"),
    Text(same("{{ heading }}"), "Diplom tittel"),
    Text(same("{{ name }}"), "Diplom navn"),
    Text(Words("har deltatt i {{ cohort }}", "har delteke i {{ cohort }}"), "Diplom tekst"),
    Text(Words("med prosjektet «{{ project_title }}»", "med prosjektet «{{ project_title }}»"), "Diplom tekst"),
    Text(same("{% if unit %}{{ unit }}, {% endif %}{{ trust }}"), "Diplom liten"),
    *each(
        "meeting in gatherings",
        "{{ meeting.meeting }}{% if meeting.place %}, {{ meeting.place }}{% endif %}: {{ meeting.when }}",
        "Diplom liten",
    ),
    Text(same("{{ given }}"), "Diplom sted"),
    Text(same("{{ signatory.name }}"), "Diplom underskrift"),
    Text(same("{{ signatory.title }}"), "Diplom liten"),
)

TEXTS: dict[LetterKind, tuple[Block, ...]] = {
    LetterKind.INVITATION: INVITATION,
    LetterKind.REMINDER: REMINDER,
    LetterKind.REPORT_REMINDER: REPORT_REMINDER,
    LetterKind.RECEIPT: RECEIPT,
    LetterKind.MISSING: MISSING,
    LetterKind.PLACE: PLACE,
    LetterKind.RESERVE: RESERVE,
    LetterKind.NOT_ELIGIBLE: NOT_ELIGIBLE,
    LetterKind.TRUST: TRUST,
    LetterKind.PROGRAMME: PROGRAMME,
    LetterKind.DIPLOMA: DIPLOMA,
}
