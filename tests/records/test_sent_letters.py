"""A letter that has left belongs to the case for ever: as it went, with what went with it, also when another corrects it."""

import datetime as dt
import shutil

from archive_checks import disagreements, entry_of, faults, kull, packages, packing_list, texts

from pipeline.ledger.handovers import Fate, Handover, Via
from pipeline.steps.archiving import _sent


def sent_invitations(workspace):
    """Invitations and programmes, approved and handed over as drafts in Word."""
    said = [kull(workspace, "approve", kind, "--by", "Ragnhild Sørvik") for kind in ("programme", "invitation")]
    said.append(kull(workspace, "send", "--kind", "invitation", "--word", "--yes"))
    assert [one.status for one in said] == [0, 0, 0], [one.out + one.err for one in said]


def package_of(base, ending):
    (found,) = [folder for name, folder in packages(base).items() if ending in name]
    return found


def test_an_approved_letter_is_packed_and_one_that_is_withdrawn_is_not(workspace, base):
    kull(workspace, "approve", "reserve", "--by", "Ragnhild Sørvik")
    kull(workspace, "approve", "invitation", "--by", "Ragnhild Sørvik")
    kull(workspace, "archive")
    entry = entry_of(package_of(base, "FIN-invitasjon"))
    assert (texts(entry, "journalstatus/kode"), texts(entry, "sendtDato")) == (["F"], [])


def test_a_letter_that_left_is_packed_with_just_what_went_with_it(workspace, base):
    sent_invitations(workspace)
    assert kull(workspace, "archive").status == 1  # no PDFs
    folder = package_of(base, "FIN-invitasjon")
    entry = entry_of(folder)
    assert texts(entry, "journalstatus/kode") == ["E"]
    assert texts(entry, "filnavn")[:2] == ["FIN-invitasjon.docx", "FIN-program.docx"]
    # A person sends the draft, when she likes: kull does not know the moment.
    assert texts(entry, "sendtDato") == []
    assert (disagreements(folder), faults((folder / "arkivmelding.xml").read_bytes())) == ([], [])


def test_it_is_packed_as_it_went_though_another_has_taken_its_place(workspace, base):
    sent_invitations(workspace)
    went = (workspace / "outbox/letters/invitation/FIN-invitasjon.docx").read_bytes()
    programme = workspace / "programme.toml"
    said = programme.read_text(encoding="utf-8")
    programme.write_text(said.replace("deadline = 2025-05-01", "deadline = 2025-05-02"), encoding="utf-8")
    forms = workspace / "outbox" / "forms"
    before = shutil.copytree(forms, workspace / "forms-before")
    kull(workspace, "invite", "--no-pdf")
    assert (workspace / "outbox/letters/invitation/FIN-invitasjon.docx").read_bytes() != went
    said = kull(workspace, "archive")
    # The forms have another deadline now, so the package cannot be made as it went, and says so.
    assert (said.status, "pameldingsskjema-bokmal.docx" in said.out) == (1, True)
    shutil.copytree(before, forms, dirs_exist_ok=True)
    kull(workspace, "archive")
    folder = package_of(base, "FIN-invitasjon")
    assert (folder / "FIN-invitasjon.docx").read_bytes() == went
    assert texts(entry_of(folder), "journalstatus/kode") == ["E"]
    left_out = [(one["path"], one["reason"]) for one in packing_list(base)["left_out"] if "FIN-invitasjon" in one["path"]]
    assert left_out == [("outbox/letters/invitation/FIN-invitasjon.docx", "draft")]


def test_the_moment_a_server_took_it_over_is_when_it_was_sent():
    begun, taken = (dt.datetime(2025, 5, 8, 10, minute, tzinfo=dt.UTC) for minute in (0, 1))
    handover = Handover(
        key=("place", "983974899", "UNN-1", "0" * 64),
        message="<1@helse-nord.example>",
        via=Via.SMTP,
        address="post@unn.example",
        mail_sha256="1" * 64,
        attached=("UNN-1-tilbud-om-plass.pdf sha256:" + "2" * 64,),
        begun=begun,
        state=Fate.SENT,
        settled=taken,
    )
    assert (_sent(handover).at, _sent(handover).attached) == (taken, {"UNN-1-tilbud-om-plass.pdf": "2" * 64})
