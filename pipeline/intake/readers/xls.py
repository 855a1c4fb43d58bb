"""Excel's older workbooks (.xls): read as the newer ones are, once it is known that they are not locked."""

from __future__ import annotations

from pipeline.intake.package import EncryptedError
from pipeline.intake.readers.compound import check_chains, is_locked_workbook
from pipeline.intake.readers.xlsx import read_workbook
from pipeline.model import Sheet


def read_xls(content: bytes) -> Sheet:
    """What stands in a .xls.

    Raises:
        EncryptedError: a password is needed.
        PackageError: it cannot be opened.
    """
    if is_locked_workbook(content):
        raise EncryptedError
    check_chains(content)
    return read_workbook(content, "xls")
