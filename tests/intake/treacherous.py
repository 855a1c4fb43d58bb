"""A reader that some files are the end of, in a module of its own: each new worker imports it within the file's time."""

import os
import re
import signal
import time

from pipeline.model import FileReading
from pipeline.steps.files import read_content


def treacherous(content: bytes, name: str) -> FileReading:
    """Reads as ever, but for files whose names say what they do."""
    if name.startswith("henger"):
        re.fullmatch("(x+)+y", "x" * 60)
    elif name.startswith("sover"):
        time.sleep(600)
    elif name.startswith("dør"):
        os._exit(0 if "stille" in name else 7)
    elif name.startswith("krasjer"):
        os.kill(os.getpid(), signal.SIGSEGV)
    elif name.startswith("hamstrer"):
        bytearray(5 * 10**9)
    elif name.startswith("feiler"):
        raise RuntimeError(name)
    return read_content(content, name)
