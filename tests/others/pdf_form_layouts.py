"""Fillable PDF forms as other people make them: names that say nothing, labels only printed, odd states, radio buttons."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from others.forms import ADVISER, Form, Truth, a_form
from others.heads import CHALLENGES, answers
from others.layout import Layout, Make
from others.pdf_fields import LEFT, Box, FillablePdf, Naming
from others.people import ROLES
from others.rosters import CORE, columns
from others.words import PRIVACY, UNCHOSEN

WIDE = 495.0
ROWS = 8
LINE, UNMARKED = 60, 0.5  # letters that fit in a field's line; share of «no» that is not marked
COUNTED = Naming()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fillable:
    """How a fillable form is made. `states` are names of on states, drawn box by box; `tip` is a member's tooltip."""

    why: str
    head: str = "left"
    roster: str = "table"
    ticks: str = "check"
    naming: Naming = COUNTED
    states: tuple[str, ...] = ("Yes",)
    lists: bool = False
    shuffled: bool = False
    tip: str = "{what}, {who} {n}"
    language: str = "nb"
    manner: str = ""


FORMS = {
    "pdfform_tooltips": Fillable(why="counted names; the tooltip tells what the field is", states=("On", "1")),
    "pdfform_left": Fillable(
        why="no tooltips; the label is printed to the left", naming=Naming(tooltips=False), roster="blocks"
    ),
    "pdfform_above": Fillable(
        why="no tooltips; the label is printed above", head="above", naming=Naming(tooltips=False, utf16=True), states=("Ja",)
    ),
    "pdfform_table": Fillable(
        why="a table of fields under printed heads; tab order shuffled", naming=Naming(tooltips=False), shuffled=True
    ),
    "pdfform_radio": Fillable(
        why="radio buttons ja/nei; roles and ranks chosen from lists", tip="{who} {n}: {what}", ticks="radio", lists=True
    ),
    "pdfform_radiobare": Fillable(
        why="radio buttons and lists without tooltips",
        ticks="radio",
        lists=True,
        naming=Naming(tooltips=False),
        roster="blocks",
    ),
    "pdfform_words": Fillable(
        why="names taken from the words beside the fields: Navn, Navn_2, …",
        naming=Naming(style="words", tooltips=False),
        states=("Ja", "x", "Valg1"),
    ),
    "pdfform_subform": Fillable(
        why="names in XFA's manner, two levels deep", naming=Naming(style="subform", utf16=True), head="above", roster="blocks"
    ),
    "pdfform_hurry": Fillable(
        why="short labels and abbreviations", naming=Naming(tooltips=False), manner="terse", head="pairs"
    ),
    "pdfform_heldout": Fillable(why="wordings kept apart for measuring", manner="heldout", naming=Naming(tooltips=False)),
    "pdfform_english": Fillable(why="English", language="en", tip="{what} ({n})", states=("On",), head="above"),
    "pdfform_nynorsk": Fillable(why="nynorsk", language="nn", naming=Naming(tooltips=False), head="pairs", ticks="radio"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form being printed and filled in: the file, what it says, and how it is made."""

    pdf: FillablePdf
    form: Form
    how: Fillable

    def heading(self, text: str, size: float = 11) -> None:
        """A heading of the form or of a section."""
        self.pdf.room(60)
        self.pdf.y -= size + 6
        self.pdf.write(LEFT, self.pdf.y, text, size=size, bold=True)
        self.pdf.y -= 8

    def small_print(self, text: str) -> None:
        """A paragraph that nobody reads."""
        for line in wrapped(text, 110):
            self.pdf.y -= 11
            self.pdf.write(LEFT, self.pdf.y, line, size=8)
        self.pdf.y -= 10

    def questions(self, rows: list[tuple[str, str]]) -> None:
        """Labels and fields: label left, label above, or two above beside each other where the answers are short."""
        waiting = list(rows)
        while waiting:
            row = waiting.pop(0)
            tall = 42 if len(row[1]) > LINE else 16
            self.pdf.room(tall + 30)
            if self.how.head == "left":
                self._label_left(*row, tall)
            elif self.how.head == "pairs" and waiting and max(len(row[1]), len(waiting[0][1])) < LINE / 2:
                self._labels_above([row, waiting.pop(0)], tall)
            else:
                self._labels_above([row], tall)

    def _label_left(self, label: str, text: str, tall: float) -> None:
        lines = wrapped(label, 42)
        for down, line in enumerate(lines):
            self.pdf.write(LEFT, self.pdf.y - 11 - 10 * down, line)
        tall = max(tall, 12 * len(lines))
        self._field((LEFT + 200, self.pdf.y - tall, LEFT + WIDE, self.pdf.y), label, text)
        self.pdf.y -= tall + 6

    def _labels_above(self, rows: list[tuple[str, str]], tall: float) -> None:
        width = WIDE / len(rows)
        for at, (label, text) in enumerate(rows):
            x, y = LEFT + at * width, self.pdf.y
            self.pdf.write(x, y - 9, label, size=8)
            self._field((x, y - 12 - tall, x + width - 8, y - 12), label, text)
        self.pdf.y -= tall + 18

    def _field(self, box: Box, label: str, text: str) -> None:
        """A list for a rank that was chosen, else a field to type in."""
        if self.how.lists and label == self.form.word("priority") and (not text or text.isdigit()):
            prompt = UNCHOSEN[self.form.hand.language]
            self.pdf.choice(box, text or prompt, label, (prompt, *map(str, range(1, 11))))
        else:
            self.pdf.text(box, text, label, long=len(text) > LINE)

    def tick(self, key: str) -> None:
        """One box before its label, or a pair of radio buttons after it; half leave a «no» unmarked."""
        self.pdf.room(20)
        self.pdf.y -= 14
        label, on, y = self.form.word(key), self.form.ticked(key), self.pdf.y
        if self.how.ticks == "check":
            self.pdf.check(LEFT, y - 2, label, on=on, state=self.form.rng.choice(self.how.states))
            self.pdf.write(LEFT + 16, y, label)
            return
        yes, no = ("Yes", "No") if self.form.hand.language == "en" else ("Ja", "Nei")
        self.pdf.write(LEFT, y, label)
        for word, x in ((yes, LEFT + 330), (no, LEFT + 390)):
            self.pdf.write(x + 14, y, word)
        unmarked = not on and key != "binding" and self.form.rng.random() < UNMARKED
        places = {yes: (LEFT + 330.0, y - 2), no: (LEFT + 390.0, y - 2)}
        self.pdf.radio(places, label, None if unmarked else yes if on else no)

    def member(self, box: Box, number: int, column: str) -> None:
        """One field of member `number`: typed, chosen, or a box for the agent. Beyond the last member it stays empty."""
        form = self.form
        person = form.members[number - 1] if number <= len(form.members) else None
        tip = self.how.tip.format(what=form.word(column), who=form.word("member"), n=number)
        if column == "agent" and self.how.ticks == "check":
            form.columns.add("agent")
            on = bool(person and person.agent)
            self.pdf.check(box[0] + 4, box[1] + 3, tip, on=on, state=form.rng.choice(self.how.states))
        elif column == "role" and self.how.lists:
            prompt = UNCHOSEN[form.hand.language]
            known = [word for words in ROLES.values() for word in words[form.hand.language]]
            self.pdf.choice(box, form.cell(person, "role") if person else prompt, tip, (prompt, *known))
        else:
            empty = str(number) if column == "number" else ""
            self.pdf.text(box, form.cell(person, column) if person else empty, tip)

    def table(self) -> None:
        """Printed heads over a table of fields."""
        chosen = columns(self.form)
        wide = {c: {"number": 20.0, "agent": 84.0, "email": 110.0}.get(c, 80.0) for c in chosen}
        scale = WIDE / sum(wide.values())
        starts = [LEFT + scale * sum(list(wide.values())[:i]) for i in range(len(chosen) + 1)]
        self.pdf.room(40 + ROWS * 18)
        for at, column in enumerate(chosen):
            for down, word in enumerate(wrapped(self.form.word(column), wide[column] * scale / 4.2)):
                self.pdf.write(starts[at] + 1, self.pdf.y - 8 - 9 * down, word, size=6.5, bold=True)
        self.pdf.y -= 34
        for number in range(1, ROWS + 1):
            for at, column in enumerate(chosen):
                self.member((starts[at], self.pdf.y - 16, starts[at + 1] - 1, self.pdf.y), number, column)
            self.pdf.y -= 18

    def blocks(self) -> None:
        """A block a person with labels to the left, two blocks beside each other."""
        for first in range(1, ROWS + 1, 2):
            self.pdf.room(len(CORE) * 20 + 20)
            for number, x in ((first, LEFT), (first + 1, LEFT + 255)):
                self.pdf.write(x, self.pdf.y - 10, f"{self.form.word('member')} {number}", bold=True)
                for down, column in enumerate(CORE):
                    line = self.pdf.y - 18 - 18 * down
                    for below, word in enumerate(wrapped(self.form.word(column), 24)):
                        self.pdf.write(x, line - 9 - 8 * below, word, size=7.5)
                    self.member((x + 105, line - 15, x + 240, line), number, column)
            self.pdf.y -= len(CORE) * 18 + 26


def wrapped(text: str, most: float) -> list[str]:
    """Words in lines of at most `most` letters, where words allow."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _made(how: Fillable) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, how.language, how.manner)
        pdf = FillablePdf(naming=how.naming)
        filling = Filling(pdf=pdf, form=form, how=how)
        filling.heading(form.word("form"), 15)
        filling.small_print(rng.choice(PRIVACY[form.hand.language]))
        filling.questions(answers(form))
        filling.heading(form.word("challenges"))
        for key in CHALLENGES:
            filling.tick(key)
        filling.heading(form.word("members"))
        (filling.table if how.roster == "table" else filling.blocks)()
        filling.heading(form.word("adviser"))
        filling.questions([(form.word(k), form.answer(k)) for k in ADVISER])
        filling.tick("binding")
        if how.shuffled:
            rng.shuffle(pdf.fields)
        return pdf.saved(), [form.truth()]

    return make


LAYOUTS = {name: Layout(why=how.why, ending="pdf", make=_made(how)) for name, how in FORMS.items()}
