"""Holds the names in a template against the context that it will be given, without rendering anything.

Jinja's tree is walked with the type of every name: fields of the context, loop variables, what `set` names. So a misspelt
field in a loop or behind an `if` that no sample reaches is found when the template is edited, not when a letter is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from pipeline.i18n import Message, msg
from pipeline.letters.contexts import ASIDE, OPTIONAL, Context, Picture, SubDocument
from pipeline.letters.forms import AROUND, CASES, DATED, Form
from pipeline.letters.tags import ENVIRONMENT

LOOP = "loop"
_IN_MACROS = ("caller", "varargs", "kwargs")
_PRINTED = (str, Picture, SubDocument)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expression gives: its type (None: anything), and its path in the context («meetings[].when») or nothing."""

    type: Any = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class NameFault:
    """A name that the context does not have, or that cannot be printed, and the line of the part's source."""

    line: int
    name: str
    message: Message


@dataclass(slots=True)
class NamesUsed:
    """What a walk has found: faults, the paths of the context that the template prints, and in which forms it prints them.

    A path that is printed through other filters than those of `forms` has no form there: it must be found as it is.
    """

    faults: list[NameFault] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)
    forms: dict[str, set[Form]] = field(default_factory=dict)


Scope = dict[str, Seen]


def names_used(tree: nodes.Template, context: type[Context]) -> NamesUsed:
    """Every name in a part of a template, held against `context`."""
    found = NamesUsed()
    scope = {name: Seen(hint, name) for name, hint in get_type_hints(context).items()}
    _walk_all(tree.body, scope, found)
    return found


def printable_paths(record: Any, prefix: str = "", *, needed: bool = True) -> Iterator[tuple[str, bool]]:
    """Every path of `record` that can be printed, and whether it must be: neither it nor what it stands in is optional."""
    hints = get_type_hints(record)
    for f in fields(record):
        if not (issubclass(record, Context) and f.name in ASIDE):
            yield from _paths_of_type(hints[f.name], f"{prefix}{f.name}", needed=needed and f.metadata != OPTIONAL)


def _paths_of_type(hint: Any, path: str, *, needed: bool) -> Iterator[tuple[str, bool]]:
    if hint in _PRINTED:
        yield path, needed
    elif get_origin(hint) is tuple:
        yield from _paths_of_type(get_args(hint)[0], f"{path}[]", needed=needed)
    elif is_dataclass(hint):
        yield from printable_paths(hint, f"{path}.", needed=needed)


def _walk_all(branch: list[nodes.Node], scope: Scope, found: NamesUsed) -> None:
    for node in branch:
        _walk(node, scope, found)


def _walk(node: nodes.Node, scope: Scope, found: NamesUsed) -> None:
    """One statement; what it names is added to `scope` for those that follow."""
    match node:
        case nodes.Output():
            for child in node.nodes:
                _print(child, scope, found)
        case nodes.For():
            inner = scope | _names(node.target, _element(_type(node.iter, scope, found))) | {LOOP: Seen()}
            _walk_all(node.body, inner, found)
            _walk_all(node.else_, scope, found)
        case nodes.If():
            _type(node.test, scope, found)
            _walk_all([*node.body, *node.elif_, *node.else_], dict(scope), found)
        case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
            _reaching_out(node, found)
        case nodes.AssignBlock():
            _walk_all(node.body, dict(scope), found)
            scope.update(_names(node.target, Seen()))
        case nodes.Macro():
            scope[node.name] = Seen()
            given = dict.fromkeys((*(one.name for one in node.args), *_IN_MACROS), Seen())
            _walk_all(node.body, scope | given, found)
        case nodes.Assign():
            scope.update(_names(node.target, _type(node.node, scope, found)))
        case _:
            _walk_others(node, scope, found)


def _reaching_out(node: nodes.Node, found: NamesUsed) -> None:
    """A template stands alone: it can take in no other."""
    message = msg("A template cannot take in another one. Put its text here.")
    found.faults.append(NameFault(node.lineno, type(node).__name__.lower(), message))


def _walk_others(node: nodes.Node, scope: Scope, found: NamesUsed) -> None:
    """Statements that letters seldom use (macro, with, filter, …): the names they bring can be anything."""
    brought = {n.name: Seen() for n in node.find_all(nodes.Name) if n.ctx in {"store", "param"}}
    inner = scope | brought
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Stmt):
            _walk(child, inner, found)
        elif isinstance(child, nodes.Expr):
            _type(child, inner, found)


def _print(node: nodes.Node, scope: Scope, found: NamesUsed) -> None:
    """An expression that is printed: must be words."""
    if isinstance(node, nodes.TemplateData):
        return
    base, form = _unwrapped(node)
    seen = _type(base, scope, found)
    if seen.path:
        found.printed.add(seen.path)
        found.forms.setdefault(seen.path, set()).add(form)
    if seen.type is not None and seen.type not in _PRINTED and not _dated(seen, form):
        message = msg(
            "«{name}» is no text and cannot be printed: choose one of its fields, or go through it with «for».", name=seen.path
        )
        found.faults.append(NameFault(node.lineno, seen.path, message))


def _unwrapped(node: nodes.Node) -> tuple[nodes.Node, Form]:
    """An expression without the filters that only give it another form, and that form; else itself as it is."""
    steps: list[tuple[str, tuple[str, ...]]] = []
    inner = node
    while isinstance(inner, nodes.Filter) and inner.node is not None and not inner.kwargs:
        arguments = tuple(str(one.value) for one in inner.args if isinstance(one, nodes.Const))
        if len(arguments) != len(inner.args):
            return node, ()
        if inner.name in CASES or inner.name == DATED:
            steps.insert(0, (inner.name, arguments))
        elif inner.name != AROUND:
            return node, ()
        inner = inner.node
    return inner, tuple(steps)


def _dated(seen: Seen, form: Form) -> bool:
    return seen.type is date and bool(form) and form[0][0] == DATED


def _type(node: nodes.Node, scope: Scope, found: NamesUsed) -> Seen:
    """What an expression gives; faults in it are noted, and the words that filters and operators work on count as printed."""
    match node:
        case nodes.Name():
            return _name(node, scope, found)
        case nodes.Getattr():
            return _attribute(node, _type(node.node, scope, found), found)
        case nodes.Getitem():
            _type(node.arg, scope, found)
            return _element(_type(node.node, scope, found))
        case nodes.Filter() | nodes.Concat() | nodes.CondExpr() | nodes.Call() | nodes.BinExpr():
            for child in node.iter_child_nodes():
                seen = _type(child, scope, found)
                found.printed.update({seen.path} if seen.type is str else _joined(node, seen))
            return Seen()
        case _:
            for child in node.iter_child_nodes():
                _type(child, scope, found)
            return Seen()


def _joined(node: nodes.Node, seen: Seen) -> set[str]:
    """A list of texts that a filter takes whole («attachments|join(', ')») is printed element by element."""
    whole = isinstance(node, nodes.Filter) and _element(seen).type is str
    return {f"{seen.path}[]"} if whole else set()


def _name(node: nodes.Name, scope: Scope, found: NamesUsed) -> Seen:
    if node.name in scope:
        return scope[node.name]
    if node.name not in ENVIRONMENT.globals:
        found.faults.append(NameFault(node.lineno, node.name, _unknown(node.name, scope)))
    return Seen()


def _attribute(node: nodes.Getattr, base: Seen, found: NamesUsed) -> Seen:
    if node.attr.startswith("_"):
        message = msg("«{name}» reaches into the program, which no template may.", name=node.attr)
        found.faults.append(NameFault(node.lineno, node.attr, message))
        return Seen()
    if base.type is None or (base.type is str and hasattr(str, node.attr)):
        return Seen()
    hints = get_type_hints(base.type) if is_dataclass(base.type) else {}
    if node.attr not in hints:
        found.faults.append(NameFault(node.lineno, f"{base.path}.{node.attr}", _unknown(node.attr, hints)))
        return Seen()
    return Seen(hints[node.attr], f"{base.path}.{node.attr}")


def _unknown(name: str, known: Any) -> Message:
    """«name» is unknown; the nearest known one is offered."""
    nearest = get_close_matches(name, [str(k) for k in known], n=1)
    if nearest:
        return msg("The letter has nothing called «{name}». Did you mean «{nearest}»?", name=name, nearest=nearest[0])
    return msg("The letter has nothing called «{name}».", name=name)


def _element(seen: Seen) -> Seen:
    """What a loop over `seen` gives."""
    if get_origin(seen.type) is tuple:
        return Seen(get_args(seen.type)[0], f"{seen.path}[]")
    return Seen()


def _names(target: nodes.Node, seen: Seen) -> Scope:
    """The names that a loop or `set` brings: the target's own, or, for several at once, anything."""
    if isinstance(target, nodes.Name):
        return {target.name: seen}
    return {name.name: Seen() for name in target.find_all(nodes.Name)}
