"""The return form: filled in with what was sent, only the gaps open; read back, it says what it was filled in with."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from filling import control_value, controls_by_tag, document_xml, fill_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from mended_forms import PROGRAMME, VALUES, changed, day, file, key, one, reading, register, reviews

from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.letters.return_form import return_form
from pipeline.model import Adviser, Commitments, Member, ReplyTo, Role, Status, Values
from pipeline.recognise.file import read_file
from pipeline.steps.blanks import cohort_line

LINE = cohort_line(PROGRAMME)
ROLES = ("member_2_role", "member_3_role")


def drawn(registration, language="nb"):
    return blank_docx(REGISTRATION, language, LINE, **return_form(registration))


def registered(values):
    return one(register(file("inbox/a.docx", reading(values))))


def gaps(values):
    return return_form(registered(values))["open_keys"]


def test_only_what_is_missing_is_open():
    assert gaps(VALUES) == frozenset()
    assert gaps(changed(goal=None)) == {"goal"}
    assert gaps(changed(adviser=Adviser())) == {"adviser_name", "adviser_email", "adviser_phone", "adviser_attends"}
    assert gaps(changed(commitments=replace(VALUES.commitments, time=False))) == {"commit_time"}
    assert gaps(changed(binding=False)) == {"binding"}


def test_where_a_union_representative_is_missing_another_role_or_another_member_can_be_given():
    lacking = changed(members=(VALUES.members[0], replace(VALUES.members[1], role=Role.STAFF), VALUES.members[2]))
    new = {f"member_4_{name}" for name in ("name", "title", "profession", "role", "email", "phone")}
    assert gaps(lacking) == {*ROLES, *new}


def test_a_team_that_is_too_small_gets_rows_up_to_what_is_preferred():
    rows = {key.split("_")[1] for key in gaps(changed(members=VALUES.members[:1])) if key.endswith("_name") and "member" in key}
    assert rows == {"2", "3"}


def test_open_cells_are_marked_and_the_others_locked():
    root = document_xml(drawn(registered(changed(adviser=Adviser(), commitments=replace(VALUES.commitments, time=None)))))
    controls = controls_by_tag(root)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    locked = {
        tag
        for tag, (control, *_) in controls.items()
        if (lock := control.find(f"{w}sdtPr/{w}lock")) is not None and lock.get(f"{w}val") == "sdtContentLocked"
    }
    assert controls.keys() - locked == {"adviser_name", "adviser_email", "adviser_phone", "adviser_attends", "commit_time"}
    assert control_value(controls["title"][0]) == VALUES.title
    assert "Mangler" in "".join(root.itertext())


def test_it_says_which_registration_it_answers_in_the_footer_and_to_machines():
    docx = drawn(registered(changed(adviser=Adviser())))
    (said,) = read_file(docx, "svar.docx").readings
    asked = {"adviser_name", "adviser_email", "adviser_phone", "adviser_attends"}
    assert said.reply_to == ReplyTo(registration="UNN-1", form=key("inbox/a.docx"), asked=frozenset(asked))
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        assert b'name="kull.registration"' in archive.read("docProps/custom.xml")
        assert any(b"Svarskjema for UNN-1" in archive.read(n) for n in archive.namelist() if "footer" in n)


def test_the_same_registration_gives_the_same_bytes():
    assert drawn(registered(VALUES)) == drawn(registered(VALUES))


def test_filled_in_and_sent_back_it_completes_the_registration():
    lacking = changed(
        adviser=Adviser(), members=(VALUES.members[0], replace(VALUES.members[1], role=Role.STAFF), VALUES.members[2])
    )
    filled = fill_docx(
        drawn(registered(lacking)),
        {
            "adviser_name": "Per Vik",
            "adviser_email": "per.vik@unn.example",
            "adviser_phone": "90 00 00 04",
            "adviser_attends": "ja",
            "member_2_role": "tillitsvalgt",
        },
    )
    (reply,) = read_file(filled, "svar.docx").readings
    made = one(register(file("inbox/a.docx", reading(lacking)), file("inbox/svar.docx", reply, received=day(5))))
    assert (made.values, made.status, reviews(made)) == (VALUES, Status.COMPLETE, [])


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)
WORDS = st.none() | TEXT.map(lambda text: " ".join(f"Vi {text} vil".split()))
MEMBERS = st.lists(
    st.builds(
        Member,
        name=st.sampled_from(["Kari Nordli", "Ola Sund", "Áile Čáppá", "Bjørn Å. Næss"]),
        title=WORDS,
        role=st.none() | st.sampled_from(Role),
        profession=st.none() | st.sampled_from(["sykepleier", "lege", "romfarer"]),
        email=st.none() | st.sampled_from(["a@unn.example", "b@unn.example"]),
        phone=st.none() | st.sampled_from(["+4791693910", "+46701234567"]),
        trained_agent=st.none() | st.booleans(),
    ),
    max_size=4,
    unique_by=lambda member: member.name,
)
SAID = st.builds(
    Values,
    trust=st.just(VALUES.trust),
    title=st.just(VALUES.title),
    priority=st.just(1),
    unit=WORDS,
    problem=WORDS,
    goal=WORDS,
    challenges=st.sampled_from([(), ("high_turnover",)]),
    members=MEMBERS.map(tuple),
    adviser=st.builds(Adviser, name=WORDS, phone=st.none() | st.just("+4791693910"), attends=st.none() | st.booleans()),
    commitments=st.builds(Commitments, time=st.none() | st.booleans(), costs=st.none() | st.booleans()),
    binding=st.none() | st.booleans(),
    language=st.none() | st.sampled_from(["nb", "nn"]),
)


@settings(max_examples=25)
@given(SAID, st.sampled_from(["nb", "nn"]))
def test_a_return_form_that_comes_back_untouched_changes_nothing(values, language):
    before = register(file("inbox/a.docx", reading(values)))
    (reply,) = read_file(drawn(one(before), language), "svar.docx").readings
    after = register(file("inbox/a.docx", reading(values)), file("inbox/svar.docx", reply, received=day(5)))
    assert (one(after).values, one(after).findings, one(after).corrections) == (values, one(before).findings, ())


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_reply_that_libreoffice_has_saved_says_the_same(tmp_path):
    lacking = changed(adviser=Adviser(), commitments=replace(VALUES.commitments, time=False, costs=None))
    answered = {"adviser_name": "Per Vik", "adviser_email": "per.vik@unn.example", "commit_time": True}
    filled = fill_docx(drawn(registered(lacking)), answered)
    (tmp_path / "svar.docx").write_bytes(filled)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, tmp_path / "out", tmp_path / "svar.docx"], check=True, capture_output=True, timeout=120)
    (saved,), (sent,) = (read_file(content, "").readings for content in ((tmp_path / "out/svar.docx").read_bytes(), filled))
    assert (saved.values, saved.reply_to) == (sent.values, sent.reply_to)
    assert saved.values.commitments.time is True
