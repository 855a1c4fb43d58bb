"""Forms whose people have names, addresses and numbers that a reader of letters takes for others.

Letters beyond Norwegian (Northern Sámi, Polish, German, French), and pairs that look alike: rn and m, cl and d, vv and w, l, I
and 1, O and 0. Half of the addresses have nothing to do with the name, so that nothing else on the form bears them out.
"""

from __future__ import annotations

from html import escape
from random import Random

from others.forms import Truth
from others.html_paper import Look, printed
from others.people import a_phone, ascii_of

FONTS = (
    "Liberation Sans",
    "Liberation Serif",
    "Carlito",
    "Caladea",
    "DejaVu Sans",
    "DejaVu Serif",
    "Liberation Sans Narrow",
)
FIRST = (  # noqa: SIM905 - names read best as a line
    "Arne Bjørn Cornelia Darno Elin Ellinor Erling Irmelin Ilona Ida Illiam Lilly Lill Niillas Rávdná Máhtte Ánne Káre Elle "
    "Márjá Jovnna Áile Biret Šárá Čáppa Duommá Ŋáhte Ŧalla Jürgen Günther Jörg Zoë François Łukasz Paweł Muñoz José Inés Renée "
    "Åse Øyvind Pål Kåre Sølvi Torunn Ferdinand Clara Vivian Walter Olav Oddny Gro Mona Ramona Norma Verner Bernt Kurt Kornelia"
).split()
LAST = (  # noqa: SIM905 - names read best as a line
    "Dahl Dahle Hjorth Lie Li Ilstad Lillemo Moe Morn Horn Bjarnar Sætermo Lyngmo Barnes Tverråmo Garmo Ormø Kornmo Kvern "
    "Čelik Đorđević Šuopma Hætta Sáražalbmi Guttorm Eira Ŋuorra Boŋgu Rađđi Muŧká Ŧuoma Žiŋgá Łuczak Wójcik Müller Schröder "
    "Núñez Peña Gonçalves Lefèvre Ødegård Aasen Åmli Ås Bø Wold Vold Avvik Claussen Dausen Iversen Ivarsen Lund Olsrud Oliver "
    "Bang Rognmo Birnbaum Rimestad Amundsen Arnundsen Hovland Willumsen Vilhelmsen Nilssen Nielssen"
).split()
DOMAINS = (
    "unn.example",
    "nlsh.example",
    "finnmark.example",
    "helse-nord.example",
    "hsyk.example",
    "apotek.example",
    "arnor.example",
)
PLAIN = "rn m nn in cl d vv w li il ll ol a e rm mi ni ar no va 1 0 l o I O".split()  # noqa: SIM905 - as above


def a_hostile_name(rng: Random) -> str:
    """A name of somebody who may well exist, and now and then one that nobody has met."""
    last = rng.choice(LAST)
    if rng.random() < 0.25:
        made = "".join(
            rng.choice(("rn", "m", "in", "nn", "cl", "d", "l", "i", "a", "o", "e", "v", "w", "r", "t")) for _ in range(5)
        )
        last = made[0].upper() + made[1:]
    return f"{rng.choice(FIRST)}{rng.choice((' ', ' ', '-' + rng.choice(FIRST) + ' '))}{last}"


def a_hostile_address(rng: Random, name: str) -> str:
    """Half of them made of the name, half of letters that look alike."""
    domain = rng.choice(DOMAINS)
    if rng.random() < 0.5:
        words = [w for w in "".join(c if c.isascii() else "" for c in ascii_of(name)).split(".") if w]
        return ".".join(words) + f"@{domain}"
    return "".join(rng.choice(PLAIN) for _ in range(rng.randint(2, 6))) + f"@{domain}"


def a_hostile_form(rng: Random, people: int = 12) -> tuple[bytes, list[Truth]]:
    """A printed form (PDF) and its truth."""
    members = []
    for _ in range(people):
        name = a_hostile_name(rng)
        members.append((name, a_hostile_address(rng, name), a_phone(rng)))
    roles = ["leader", "union_rep", *["staff"] * (people - 2)]
    words = {"leader": "Leder", "union_rep": "Tillitsvalgt", "staff": "Medarbeider"}
    rows = [
        (name, words[role], "Sykepleier", mail, phone.written) for (name, mail, phone), role in zip(members, roles, strict=True)
    ]
    head = (
        ("Helseforetak", "Nordlandssykehuset HF"),
        ("Enhet", "Medisinsk poliklinikk"),
        ("Prosjektets tittel", "Svar i tide"),
    )
    said = "".join(f"<tr><td>{label}<td>{answer}" for label, answer in head)
    table = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in rows)
    border = rng.choice((".6pt solid #333", ".5pt solid #999"))
    style = f"<style>table {{ table-layout: auto; margin: 8pt 0 }} td {{ border: {border}; padding: 2pt 3pt }}</style>"
    heads = "<td>Navn<td>Rolle<td>Yrke<td>E-post<td>Telefon"
    page = f"{style}<h2>Påmelding til læringsnettverk</h2><table>{said}</table><table><tr>{heads}{table}</table>"
    look = Look(font=rng.choice(FONTS), size=rng.choice((8.5, 9, 9.5)), margin="14mm 12mm")
    truth: Truth = {
        "trust": "Nordlandssykehuset HF",
        "unit": "Medisinsk poliklinikk",
        "title": "Svar i tide",
        "members": [
            {"name": n, "role": r, "profession": "sykepleier", "email": e, "phone": p.means}
            for (n, e, p), r in zip(members, roles, strict=True)
        ],
    }
    return printed(page, look), [truth]
