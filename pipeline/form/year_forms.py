"""The forms of the network's year: what teams, judges and participants are asked after the places are given out.

Sources: «Gryteklar oppskrift» (statusrapport: the questions of oppstart, samling 1 and Teams 2–3; egenevaluering: Teams 4;
framdriftsplan: the last item of each gathering; pitching vurderingsskjema: samling 4; expectations: oppstart, tied to the
evaluation), and domain §5 (the steps of the self-evaluation, the five criteria of pitching). Nothing but what is needed is
asked, and nobody's role in a team: the questionnaires carry no names.
"""

from __future__ import annotations

from typing import Final

from pipeline.form.definition import Choice, Field, FormDefinition, Kind, Section, Words

ROOM: Final = 3
"""Lines for a long answer: the questions of a form stand on one page, and what is written makes them grow."""
INDICATOR_ROWS: Final = 12
TASK_ROWS: Final = 8
TEAM_ROWS: Final = 18
"""At most so many teams can pitch: 4 + 1 minutes each in 90 (domain §4)."""

TEAM = Field(
    key="team",
    path="team",
    kind=Kind.TEXT,
    required=True,
    label=Words("Team", "Team"),
    help=Words("Nummeret teamet fikk i svaret, for eksempel UNN-1.", "Nummeret teamet fekk i svaret, til dømes UNN-1."),
    also=("teamets navn", "teamnavn", "team nr", "teamnummer", "namn på teamet", "prosjekt", "prosjektets tittel"),
)
DATE = Field(
    key="date",
    path="date",
    kind=Kind.DATE,
    required=True,
    label=Words("Dato", "Dato"),
    also=("rapportdato", "dato for rapporten", "per dato", "utfylt dato", "date", "report date"),
)
FILLED_BY = Field(
    key="filled_by",
    path="filled_by",
    kind=Kind.TEXT,
    label=Words("Fylt ut av", "Fylt ut av"),
    also=("utfylt av", "rapportert av", "navn", "namn", "skrevet av", "skrive av", "filled in by", "written by"),
)
TEAM_SECTION = Section(key="about", title=Words("Teamet", "Teamet"), fields=(TEAM, DATE, FILLED_BY))


def _question(key: str, nb: str, nn: str, *also: str, required: bool = False, help: Words | None = None) -> Field:  # noqa: A002 - the field's own name
    return Field(key=key, path=key, kind=Kind.LONG_TEXT, required=required, label=Words(nb, nn), also=also, help=help)


STATUS_REPORT = FormDefinition(
    id="statusrapport",
    version=1,
    title=Words("Statusrapport", "Statusrapport"),
    intro=Words(
        "Kort om hvor teamet står nå. Sendes hver måned og før hvert digitale møte.",
        "Kort om kvar teamet står no. Blir send kvar månad og før kvart digitale møte.",
    ),
    sections=(
        TEAM_SECTION,
        Section(
            key="status",
            title=Words("Status", "Status"),
            fields=(
                _question("who", "Hvem er dere?", "Kven er de?", "om teamet", "teamets medlemmer", "who are you"),
                _question(
                    "work",
                    "Hva jobber dere med?",
                    "Kva jobbar de med?",
                    "hva skal dere jobbe med",
                    "hva skal dere jobbe med i læringsnettverket",
                    "kva arbeider de med",
                    "what are you working on",
                    required=True,
                ),
                _question(
                    "problem",
                    "Hva er problemet?",
                    "Kva er problemet?",
                    "problem",
                    "problemstilling",
                    "what is the problem",
                    required=True,
                ),
                _question(
                    "understanding",
                    "Forstår vi problemet?",
                    "Forstår vi problemet?",
                    "forstår dere problemet",
                    "problemforståelse",
                    "problemforståing",
                    "do you understand the problem",
                    "do we understand the problem",
                ),
                _question("goal", "Mål", "Mål", "målet", "hva er målet", "kva er målet", "aim", "goal", required=True),
                _question(
                    "measures",
                    "Målinger",
                    "Målingar",
                    "måling",
                    "hva måler dere",
                    "kva måler de",
                    "indikatorer",
                    "measures",
                    "measurements",
                ),
                _question("driver_diagram", "Driverdiagram", "Drivardiagram", "drivere", "drivarar", "driver diagram"),
                _question(
                    "next_step",
                    "Neste skritt",
                    "Neste steg",
                    "neste steg",
                    "videre plan",
                    "vegen vidare",
                    "next step",
                    "next steps",
                    required=True,
                ),
                _question(
                    "help",
                    "Trenger hjelp til",
                    "Treng hjelp til",
                    "hva trenger dere hjelp til",
                    "kva treng de hjelp til",
                    "help needed",
                    "need help with",
                    "what do you need help with",
                ),
            ),
        ),
        Section(
            key="indicator",
            title=Words("Måletall", "Måletal"),
            intro=Words(
                "En rad for hver måling. De tegnes som et forløp over tid, så skriv indikatoren likt hver gang.",
                "Ei rad for kvar måling. Dei blir teikna som eit forløp over tid, så skriv indikatoren likt kvar gong.",
            ),
            rows=INDICATOR_ROWS,
            row_name=Words("Måling", "Måling"),
            also=("målinger", "målingar", "data"),
            fields=(
                Field(
                    key="indicator_{n}_name",
                    path="indicators[{i}].name",
                    kind=Kind.TEXT,
                    label=Words("Indikator", "Indikator"),
                    also=("hva er målt", "kva er målt", "mål", "målepunkt"),
                ),
                Field(
                    key="indicator_{n}_date",
                    path="indicators[{i}].date",
                    kind=Kind.DATE,
                    label=Words("Dato", "Dato"),
                    also=("uke", "tidspunkt", "når"),
                ),
                Field(
                    key="indicator_{n}_value",
                    path="indicators[{i}].value",
                    kind=Kind.DECIMAL,
                    label=Words("Verdi", "Verdi"),
                    also=("tall", "tal", "resultat"),
                ),
                Field(
                    key="indicator_{n}_unit",
                    path="indicators[{i}].unit",
                    kind=Kind.TEXT,
                    label=Words("Enhet", "Eining"),
                    also=("måleenhet", "måleeining"),
                ),
            ),
        ),
    ),
    file_stem=Words("statusrapport-bokmal", "statusrapport-nynorsk"),
    room=ROOM,
    also=(
        "månedsrapport",
        "månadsrapport",
        "statusoppdatering",
        "status rapport",
        "framdriftsrapport",
        "fremdriftsrapport",
        "status report",
        "progress report",
    ),
)

PROGRESS_PLAN = FormDefinition(
    id="framdriftsplan",
    version=1,
    title=Words("Framdriftsplan", "Framdriftsplan"),
    intro=Words("Hva teamet skal gjøre til neste samling.", "Kva teamet skal gjere til neste samling."),
    sections=(
        TEAM_SECTION,
        Section(
            key="task",
            title=Words("Planen", "Planen"),
            rows=TASK_ROWS,
            row_name=Words("Oppgave", "Oppgåve"),
            also=("framdrift", "fremdrift", "oppgaver", "oppgåver", "aktiviteter", "aktivitetar"),
            fields=(
                Field(
                    key="task_{n}_what",
                    path="tasks[{i}].what",
                    kind=Kind.LONG_TEXT,
                    label=Words("Hva skal gjøres", "Kva skal gjerast"),
                    also=("oppgave", "oppgåve", "aktivitet", "tiltak", "hva", "kva"),
                ),
                Field(
                    key="task_{n}_who",
                    path="tasks[{i}].who",
                    kind=Kind.TEXT,
                    label=Words("Ansvarlig", "Ansvarleg"),
                    also=("hvem", "kven", "ansvar"),
                ),
                Field(
                    key="task_{n}_when",
                    path="tasks[{i}].when",
                    kind=Kind.DATE,
                    label=Words("Frist", "Frist"),
                    also=("når", "innen", "innan", "dato"),
                ),
                Field(
                    key="task_{n}_done",
                    path="tasks[{i}].done",
                    kind=Kind.CHOICE,
                    choices=(
                        Choice(value="planned", label=Words("planlagt", "planlagd")),
                        Choice(value="begun", label=Words("i gang", "i gang")),
                        Choice(value="done", label=Words("ferdig", "ferdig")),
                    ),
                    label=Words("Status", "Status"),
                    also=("framdrift", "utført", "ferdig"),
                ),
            ),
        ),
    ),
    file_stem=Words("framdriftsplan-bokmal", "framdriftsplan-nynorsk"),
    room=ROOM,
    also=("fremdriftsplan", "handlingsplan", "tiltaksplan", "arbeidsplan", "progress plan", "action plan"),
)

STEPS: Final = (
    Choice(value="0.5", label=Words("0,5 – påmeldt", "0,5 – påmeld")),
    Choice(value="1.0", label=Words("1,0 – team og mandat", "1,0 – team og mandat")),
    Choice(value="1.5", label=Words("1,5 – planlegging i gang", "1,5 – planlegging i gang")),
    Choice(value="2.0", label=Words("2,0 – kartlegging", "2,0 – kartlegging")),
    Choice(value="2.5", label=Words("2,5 – tester, ingen forbedring", "2,5 – testar, inga forbetring")),
    Choice(value="3.0", label=Words("3,0 – begynnende forbedring", "3,0 – byrjande forbetring")),
    Choice(value="3.5", label=Words("3,5 – forbedring", "3,5 – forbetring")),
    Choice(value="4.0", label=Words("4,0 – betydelig forbedring", "4,0 – monaleg forbetring")),
    Choice(value="4.5", label=Words("4,5 – varig forbedring", "4,5 – varig forbetring")),
    Choice(value="5.0", label=Words("5,0 – fremragende og varig", "5,0 – framifrå og varig")),
)
"""The steps of the self-evaluation (domain §5)."""

SELF_EVALUATION = FormDefinition(
    id="egenevaluering",
    version=1,
    title=Words("Egenevaluering", "Eigenevaluering"),
    intro=Words("Teamets egen vurdering av hvor langt det er kommet.", "Teamet si eiga vurdering av kor langt det er kome."),
    sections=(
        TEAM_SECTION,
        Section(
            key="evaluation",
            title=Words("Vurderingen", "Vurderinga"),
            also=("egenevaluering", "eigenevaluering", "selvevaluering"),
            fields=(
                Field(
                    key="step",
                    path="step",
                    kind=Kind.CHOICE,
                    choices=STEPS,
                    required=True,
                    label=Words("Hvilket trinn er teamet på nå?", "Kva trinn er teamet på no?"),
                    also=("trinn", "nivå", "skår", "score", "hvilket trinn er dere på"),
                ),
                _question("reason", "Hvorfor dette trinnet?", "Kvifor dette trinnet?", "begrunnelse", "grunngjeving"),
                _question(
                    "to_next_step",
                    "Hva skal til for å komme på neste trinn?",
                    "Kva skal til for å kome på neste trinn?",
                    "neste trinn",
                    "hva skal til",
                    required=True,
                ),
            ),
        ),
    ),
    file_stem=Words("egenevaluering-bokmal", "egenevaluering-nynorsk"),
    room=ROOM,
    also=(
        "selvevaluering",
        "sjølvevaluering",
        "egenvurdering",
        "eigenvurdering",
        "egen evaluering",
        "self-evaluation",
        "self-assessment",
    ),
)

SCORES: Final = tuple(Choice(value=str(n), label=Words(str(n), str(n))) for n in range(4))
CRITERIA: Final = {
    "problem": Words("Problem", "Problem"),
    "goal": Words("Mål og måling", "Mål og måling"),
    "action": Words("Tiltak og test", "Tiltak og test"),
    "result": Words("Resultat", "Resultat"),
    "spread": Words("Varighet og spredning", "Varigheit og spreiing"),
}
"""What a pitch is judged by, each 0–3 (domain §5)."""

PITCH_SHEET = FormDefinition(
    id="pitching",
    version=1,
    title=Words("Vurderingsskjema for pitching", "Vurderingsskjema for pitching"),
    intro=Words(
        "Gi hvert team poeng fra 0 til 3 på hvert punkt. Team fra eget foretak skal ikke vurderes.",
        "Gi kvart team poeng frå 0 til 3 på kvart punkt. Team frå eige føretak skal ikkje vurderast.",
    ),
    sections=(
        Section(
            key="judge",
            title=Words("Dommeren", "Dommaren"),
            also=("jury", "jurymedlem", "vurdert av"),
            fields=(
                Field(
                    key="judge_name",
                    path="judge_name",
                    kind=Kind.TEXT,
                    required=True,
                    label=Words("Navn", "Namn"),
                    also=("dommer", "dommar", "jurymedlem", "vurdert av"),
                ),
                Field(
                    key="judge_trust",
                    path="judge_trust",
                    kind=Kind.TEXT,
                    required=True,
                    label=Words("Foretak", "Føretak"),
                    also=("helseforetak", "helseføretak", "arbeidssted", "arbeidsstad", "virksomhet"),
                ),
            ),
        ),
        Section(
            key="score",
            title=Words("Poeng", "Poeng"),
            rows=TEAM_ROWS,
            row_name=Words("Team", "Team"),
            also=("vurdering", "skår"),
            fields=(
                Field(
                    key="score_{n}_team",
                    path="scores[{i}].team",
                    kind=Kind.TEXT,
                    label=Words("Team", "Team"),
                    also=("teamnummer", "prosjekt"),
                ),
                *(
                    Field(
                        key=f"score_{{n}}_{name}",
                        path=f"scores[{{i}}].{name}",
                        kind=Kind.CHOICE,
                        choices=SCORES,
                        label=label,
                    )
                    for name, label in CRITERIA.items()
                ),
                Field(
                    key="score_{n}_comment",
                    path="scores[{i}].comment",
                    kind=Kind.TEXT,
                    label=Words("Merknad", "Merknad"),
                    also=("kommentar", "kommentarer", "kommentarar"),
                ),
            ),
        ),
    ),
    file_stem=Words("vurderingsskjema-pitching-bokmal", "vurderingsskjema-pitching-nynorsk"),
    room=ROOM,
    also=("vurderingsskjema", "pitching vurderingsskjema", "pitching", "dommerskjema", "dommarskjema", "juryskjema"),
)

AGREEMENT: Final = (
    Choice(value="1", label=Words("1 – i svært liten grad", "1 – i svært liten grad")),
    Choice(value="2", label=Words("2 – i liten grad", "2 – i liten grad")),
    Choice(value="3", label=Words("3 – i noen grad", "3 – i nokon grad")),
    Choice(value="4", label=Words("4 – i stor grad", "4 – i stor grad")),
    Choice(value="5", label=Words("5 – i svært stor grad", "5 – i svært stor grad")),
)


def _grade(key: str, nb: str, nn: str, *also: str) -> Field:
    return Field(key=key, path=key, kind=Kind.CHOICE, choices=AGREEMENT, label=Words(nb, nn), also=also)


EXPECTATIONS = FormDefinition(
    id="forventninger",
    version=1,
    title=Words("Forventninger til læringsnettverket", "Forventningar til læringsnettverket"),
    intro=Words(
        "Fylles ut ved oppstart, uten navn. Svarene holdes opp mot evalueringen til slutt.",
        "Blir fylt ut ved oppstart, utan namn. Svara blir haldne opp mot evalueringa til slutt.",
    ),
    sections=(
        Section(
            key="expectations",
            title=Words("Forventninger", "Forventningar"),
            fields=(
                _grade(
                    "potential",
                    "Tror du teamet vil få til en forbedring dere kan måle?",
                    "Trur du teamet vil få til ei forbetring de kan måle?",
                ),
                _grade(
                    "motivation",
                    "Er du motivert for forbedringsarbeidet?",
                    "Er du motivert for forbetringsarbeidet?",
                ),
                _grade(
                    "resources",
                    "Tror du teamet får tid og støtte nok fra ledelsen?",
                    "Trur du teamet får tid og støtte nok frå leiinga?",
                ),
                _question("hopes", "Hva håper du å få ut av læringsnettverket?", "Kva håpar du å få ut av læringsnettverket?"),
            ),
        ),
    ),
    file_stem=Words("forventninger-bokmal", "forventninger-nynorsk"),
    room=ROOM,
)

QUESTIONNAIRE = FormDefinition(
    id="evaluering",
    version=1,
    title=Words("Evaluering av læringsnettverket", "Evaluering av læringsnettverket"),
    intro=Words(
        "Fylles ut etter siste samling, uten navn. Det tar fem minutter.",
        "Blir fylt ut etter siste samling, utan namn. Det tek fem minutt.",
    ),
    sections=(
        Section(
            key="outcome",
            title=Words("Utbyttet", "Utbyttet"),
            fields=(
                _grade(
                    "potential",
                    "Fikk teamet til en forbedring dere kan måle?",
                    "Fekk teamet til ei forbetring de kan måle?",
                ),
                _grade(
                    "motivation",
                    "Er du motivert for å fortsette med forbedringsarbeid?",
                    "Er du motivert for å halde fram med forbetringsarbeid?",
                ),
                _grade(
                    "resources",
                    "Fikk teamet tid og støtte nok fra ledelsen?",
                    "Fekk teamet tid og støtte nok frå leiinga?",
                ),
                _grade("expectations_met", "Ble forventningene dine innfridd?", "Vart forventningane dine innfridde?"),
            ),
        ),
        Section(
            key="network",
            title=Words("Gjennomføringen", "Gjennomføringa"),
            fields=(
                _grade("gatherings", "Hadde du nytte av samlingene?", "Hadde du nytte av samlingane?"),
                _grade("online", "Hadde du nytte av de digitale møtene?", "Hadde du nytte av dei digitale møta?"),
                _grade("adviser", "Hadde teamet nytte av veilederen?", "Hadde teamet nytte av rettleiaren?"),
                _grade("tools", "Bruker du verktøyene i arbeidet ditt?", "Bruker du verktøya i arbeidet ditt?"),
                _grade(
                    "recommend", "Vil du anbefale læringsnettverket til andre?", "Vil du tilrå læringsnettverket til andre?"
                ),
            ),
        ),
        Section(
            key="words",
            title=Words("Med egne ord", "Med eigne ord"),
            fields=(
                _question("best", "Hva var det beste?", "Kva var det beste?"),
                _question("better", "Hva kunne vært bedre?", "Kva kunne ha vore betre?"),
                _question("further", "Hva trenger dere for å komme videre?", "Kva treng de for å kome vidare?"),
                Field(
                    key="may_quote",
                    path="may_quote",
                    kind=Kind.TICK,
                    label=Words("Svarene mine kan siteres uten navn.", "Svara mine kan siterast utan namn."),
                ),
            ),
        ),
    ),
    file_stem=Words("evaluering-bokmal", "evaluering-nynorsk"),
    room=ROOM,
)

YEAR_FORMS: Final[tuple[FormDefinition, ...]] = (
    STATUS_REPORT,
    PROGRESS_PLAN,
    SELF_EVALUATION,
    PITCH_SHEET,
    EXPECTATIONS,
    QUESTIONNAIRE,
)
TEAM_FORMS: Final = (STATUS_REPORT, PROGRESS_PLAN, SELF_EVALUATION)
"""Those that a team sends; the others are a judge's, and anonymous."""
