"""Makes the shipped example's inbox from `example.toml`, the same bytes each time.

Forms are kull's own blanks, filled in as senders do; files that senders made themselves (`MADE_ELSEWHERE`) stay as they are.
"""

import datetime as dt
import hashlib
import io
import re
import sys
import tomllib
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import pikepdf

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from filling import fill_docx, fill_pdf, fill_xlsx  # noqa: E402 - after the path is set

from pipeline.form.archive import with_fixed_dates  # noqa: E402
from pipeline.form.blank import blank_forms  # noqa: E402
from pipeline.form.registration import COMMITMENTS, LANGUAGES, REGISTRATION, ROLES  # noqa: E402
from pipeline.programme.load import load_programme  # noqa: E402
from pipeline.programme.workspace import Workspace  # noqa: E402
from pipeline.steps.blanks import cohort_line  # noqa: E402

FILLERS = {".docx": fill_docx, ".pdf": fill_pdf, ".xlsx": fill_xlsx}
TEXTS = ("unit", "place", "title", "problem", "goal", "baseline")

# The senders' own forms, made by hand or by other programs.
MADE_ELSEWHERE = (
    "2025-04-23/Skjema HFA i mottak - utskrift.pdf",
    "2025-04-24/Dagkirurgen Bodø påmelding.pdf",
    "2025-04-24/UNN røntgen - strykfri dag.xlsx",
    "2025-04-25/Strykfri dag poliklinikk.docx",
    "2025-04-29/Portører (utskrift).pdf",
    "2025-04-30/hjertesvikt ambulanse Helgeland.docx",
)

MINUTES = (
    "Referat fra ledermøte 22. april",
    "Til stede: klinikksjefene, kvalitetssjefen og fagsjefen.",
    "1. Budsjett per mars er gjennomgått. Innleie ligger over plan.",
    "2. Læringsnettverket: klinikkene sender sine påmeldinger hver for seg innen fristen.",
    "3. Neste møte er tirsdag 6. mai kl. 09.00.",
)
CALENDAR_ENTRY = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Oppdiktet//Kalender//NO",
    "BEGIN:VEVENT",
    "UID:20250425-1@nlsh.example",
    "DTSTAMP:20250425T080000Z",
    "DTSTART:20250428T110000Z",
    "DTEND:20250428T113000Z",
    "SUMMARY:Prioritere prosjekter til læringsnettverket",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
)

WITHDRAWAL = (
    "From: =?utf-8?q?Arne_Johan_Laks=C3=A5?= <arne.johan.laksa@unn.example>",
    "To: postmottak@helse-nord.example",
    "Date: Wed, 30 Apr 2025 14:21:00 +0200",
    "Subject: UNN-11",
    "Message-ID: <20250430.1421@unn.example>",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    "Hei,",
    "",
    "Vi trekker påmeldingen av prosjektet «Svar på hjerteundersøkelsen samme uke» (UNN, prioritet 11).",
    "",
    "Vennlig hilsen",
    "Arne Johan Lakså",
    "seksjonsleder, Hjertemedisinsk poliklinikk",
    "Universitetssykehuset Nord-Norge HF",
    "",
)


def main() -> None:
    inbox = ROOT / "inbox"
    made = files()
    for path in sorted([*made, *MADE_ELSEWHERE]):
        if path in made:
            (inbox / path).parent.mkdir(parents=True, exist_ok=True)
            (inbox / path).write_bytes(made[path])
        print(hashlib.sha256((inbox / path).read_bytes()).hexdigest()[:12], path)


def files() -> dict[str, bytes]:
    """Every file of the inbox that is made here, by its path in it."""
    return dict(_files(tomllib.loads((ROOT / "tools" / "example.toml").read_text(encoding="utf-8"))))


def _files(example: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    programme = load_programme(Workspace(ROOT).programme_file)
    blanks = blank_forms(REGISTRATION, cohort_line(programme))
    filled: dict[str, bytes] = {}
    for form in example["forms"]:
        blank = blanks[f"{REGISTRATION.file_stem[form.get('language', 'nb')]}{Path(form['file']).suffix}"]
        values = dict(_values(form, example["trusts"][form["trust"]]))
        filled[form["file"]] = _as_it_arrived(FILLERS[Path(form["file"]).suffix](blank, values), form.get("arrived", "whole"))
    yield from filled.items()
    yield from ((copy["file"], filled[copy["of"]]) for copy in example["copies"])
    yield "2025-04-23/Referat ledermøte.docx", _minutes()
    yield "2025-04-30/SV UNN-11.eml", "\r\n".join(WITHDRAWAL).encode()
    yield "2025-04-25/Møteinnkalling.ics", "\r\n".join(CALENDAR_ENTRY).encode()
    yield "2025-04-30/påmelding kreftpoliklinikken.docx", b""


def _values(form: Mapping[str, Any], trust: Mapping[str, str]) -> Iterator[tuple[str, str | bool]]:
    """The answers by contract key."""
    language = form.get("language", "nb")
    day = dt.date.fromisoformat(form["file"][:10])
    yield "trust", trust["name"]
    yield "priority", str(form["priority"])
    yield from ((key, form[key]) for key in TEXTS if key in form)
    yield from ((f"challenge_{name}", True) for name in form["challenges"])
    members = [[part.strip() for part in line.split("|")] for line in form["members"]]
    yield from _reached("contact", members[0][0], trust)
    yield from (pair for n, member in enumerate(members, 1) for pair in _member(f"member_{n}", member, language, trust))
    if "adviser" in form:
        name, _, attends = (part.strip() for part in form["adviser"].partition("|"))
        yield from _reached("adviser", name, trust)
        yield "adviser_attends", attends
    yield from ((field.key, True) for field in COMMITMENTS.fields)
    yield from (("binding", True), ("signed_name", members[0][0]), ("signed_date", f"{day:%d.%m.%Y}"))
    yield "language", next(choice.label[language] for choice in LANGUAGES if choice.value == language)
    yield from form.get("as_typed", {}).items()


def _member(row: str, member: list[str], language: str, trust: Mapping[str, str]) -> Iterator[tuple[str, str | bool]]:
    name, title, profession, role, *agent = member
    yield from _reached(row, name, trust)
    yield from ((f"{row}_title", title), (f"{row}_profession", profession))
    yield f"{row}_role", next(choice.label[language] for choice in ROLES if choice.label.nb == role)
    yield f"{row}_agent", agent == ["agent"]


def _reached(who: str, name: str, trust: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """How a person is reached: the same each time that she or he is named."""
    number = zlib.crc32(name.encode())
    phone = f"9{number % 9} 00 {number // 9 % 100:02} {number // 900 % 100:02}"
    yield from ((f"{who}_name", name), (f"{who}_email", f"{_address(name)}@{trust['domain']}"), (f"{who}_phone", phone))


def _address(name: str) -> str:
    plain = name.lower().translate(str.maketrans("æøåđŋŧł", "aoadntl"))
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z-]+", ".", letters)


def _as_it_arrived(content: bytes, how: str) -> bytes:
    if how == "cut off":
        return content[: len(content) * 3 // 5]
    return _with_password(content) if how == "with password" else content


def _with_password(pdf: bytes) -> bytes:
    """Protected by the older standard: newer ones draw chance into each file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        lock = pikepdf.Encryption(owner="oppdiktet", user="oppdiktet", R=3, aes=False, metadata=False)
        opened.save(out, encryption=lock, static_id=True)
    return out.getvalue()


def _minutes() -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = dt.datetime(2025, 4, 22, tzinfo=dt.UTC)
    document.add_heading(MINUTES[0], level=1)
    for paragraph in MINUTES[1:]:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


if __name__ == "__main__":
    main()
