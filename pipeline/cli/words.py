"""Click's commands and options with help in the chosen language, and click's own sentences in the catalogue."""

from __future__ import annotations

import gettext
import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from pipeline.i18n import DEFAULT_LANGUAGE, DOMAIN, LOCALE_DIR, Message, msg

LANGUAGES = ("nb", "en")

CLICKS_OWN = (
    msg("Usage:"),
    msg("Options"),
    msg("Commands"),
    msg("Missing command."),
    msg("Error: {message}"),
    msg("Try '{command} {option}' for help."),
    msg("Invalid value: {message}"),
    msg("Invalid value for {param_hint}: {message}"),
    msg("Missing argument"),
    msg("Missing option"),
    msg("No such option {name!r}."),
    msg("No such command {name!r}."),
    msg("{name} {filename!r} does not exist."),
    msg("{name} {filename!r} is a file."),
    msg("directory"),
    msg("file"),
    msg("{name} {filename!r} is a directory."),
    msg("default: {default}"),
    msg("%(prog)s, version %(version)s"),
    msg("Show this message and exit."),
)
"""What click says itself: listed here so that the catalogues have it."""

STAND_INS = {
    "[OPTIONS]": msg("[OPTIONS]"),
    "COMMAND [ARGS]...": msg("COMMAND [ARGS]..."),
    "DIR": msg("DIR"),
    "FILE": msg("FILE"),
    "[FILE]": msg("[FILE]"),
    "HASH": msg("HASH"),
    "KEY": msg("KEY"),
    "KIND": msg("KIND"),
    "ID FIELD VALUE": msg("ID FIELD VALUE"),
    "NAME": msg("NAME"),
    "TARGET": msg("TARGET"),
    "TEXT": msg("TEXT"),
}
"""The words in capitals that stand for what a person writes."""


def choose_language(arguments: Sequence[str]) -> str:
    """The language that `--lang` or KULL_LANG asks for, before click reads the rest: also its own sentences follow it."""
    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [option.removeprefix("--lang=") for option in arguments if option.startswith("--lang=")]
    language = next(iter(asked), os.environ.get("KULL_LANG", DEFAULT_LANGUAGE))
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)
    return language


def _in_chosen_language(message: Message) -> str:
    return message.in_language(os.environ.get("LANGUAGE", DEFAULT_LANGUAGE))


def _stand_in(word: str) -> str:
    """`word` in the chosen language, when it stands for what a person writes; else as it is («[nb|en]»)."""
    return _in_chosen_language(STAND_INS[word]) if word in STAND_INS else word


class Choice(click.Choice[str]):
    """One of some words; what is said of another word, or of none, is in the chosen language."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """What there is to choose from."""
        del param, ctx
        return _in_chosen_language(msg("Choose one of these: {choices}.", choices=", ".join(self.choices)))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is wrong with `value`, and what there is to choose from."""
        del ctx
        message = msg("«{value}» is not one of these: {choices}.", value=str(value), choices=", ".join(self.choices))
        return _in_chosen_language(message)


class Folder(click.Path):
    """A folder that is there; or, with `may_be_new`, one that may be made."""

    def __init__(self, *, may_be_new: bool = False) -> None:
        """As click's own, for folders alone."""
        super().__init__(exists=not may_be_new, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; click's own error calls it by its name, which must be in the chosen language."""
        self.name = gettext.gettext("directory")
        return super().convert(value, param, ctx)


class File(click.Path):
    """A file that is there."""

    def __init__(self) -> None:
        """As click's own, for files alone."""
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; click's own error calls it by its name, which must be in the chosen language."""
        self.name = gettext.gettext("file")
        return super().convert(value, param, ctx)


class Argument(click.Argument):
    """An argument whose stand-in is in the chosen language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """The word in capitals that stands for it."""
        return _stand_in(super().make_metavar(ctx))


class Option(click.Option):
    """An option whose help is the `Message` in `words`."""

    def __init__(self, declarations: Sequence[str], *, words: Message, **settings: Any) -> None:
        """As click's own, but for `words`."""
        super().__init__(declarations, **settings)
        self.words = words

    def make_metavar(self, ctx: click.Context) -> str:
        """The word in capitals that stands for its value."""
        return _stand_in(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, for the list of options."""
        self.help = _in_chosen_language(self.words)
        return super().get_help_record(ctx)


def option(*declarations: str, words: Message, **settings: Any) -> Callable[[Any], Any]:
    """`click.option` with its help as a `Message`."""
    return click.option(*declarations, cls=Option, words=words, **settings)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is imported when it is called: its module and what the list of commands says of it."""

    module: str
    words: Message


def _reword_help_option(help_option: click.Option | None) -> click.Option | None:
    if help_option is not None:
        help_option.help = gettext.gettext("Show this message and exit.")
    return help_option


class Commands(click.Group):
    """A group that imports a command only when it is called, and lists the commands in the order of the work."""

    def __init__(self, *, entries: Mapping[str, Entry], words: Message, **settings: Any) -> None:
        """As click's own, but for `entries` (name → where it is) and `words` (what the program is for)."""
        super().__init__(**settings)
        self.entries = entries
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the work."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, imported."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry.module), cmd_name)
        command.help = _in_chosen_language(entry.words)
        command.options_metavar = _stand_in("[OPTIONS]")
        _reword_help_option(command.get_help_option(ctx))
        return command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the chosen language: click keeps the option, and with it the words of the first language."""
        return _reword_help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands after the program's name in the line on its use."""
        return [_stand_in(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        del ctx
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, _in_chosen_language(entry.words)) for name, entry in self.entries.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the program is for."""
        self.help = _in_chosen_language(self.words)
        super().format_help_text(ctx, formatter)
