"""The forms of the year that came back."""

from pipeline.model import Register
from pipeline.steps.opening import Run
from pipeline.year.returned import ReturnedForm


def returned_forms(run: Run, register: Register) -> tuple[ReturnedForm, ...]:
    """None yet."""
    return ()
