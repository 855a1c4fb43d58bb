"""What kull says of its own use: in the language asked for, all of it, also where click would speak."""

import pytest

from pipeline.cli.group import COMMANDS

ENGLISH = ("Usage", "OPTIONS", "COMMAND", "ARGS", "DIR", "TARGET", "NAME", "TEXT", "Show", "Options", "Error", "Directory")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_the_help_is_in_bokmal_throughout(call, folder, command):
    shown = call(folder, *command, "--help", lang="nb")
    assert (shown.status, [word for word in ENGLISH if word in shown.out.split()]) == (0, [])
    assert shown.out.startswith("Bruk: kull")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("letters", "--kind", "dikt"), "«dikt» er ikke blant disse: receipt"),
        (("intake", "--inbox", "/finnes/ikke"), "Mappe '/finnes/ikke' finnes ikke."),
        (("--workspace", "/finnes/ikke", "status"), "Mappe '/finnes/ikke' finnes ikke."),
        (("why",), "Mangler 'HVA'"),
        (("tull",), "finnes ikke"),
    ],
)
def test_a_call_that_cannot_be_is_told_in_bokmal(call, folder, arguments, said):
    told = call(folder, *arguments, lang="nb")
    assert (told.status, said in told.err, [word for word in ENGLISH if word in told.err.split()]) == (2, True, [])
