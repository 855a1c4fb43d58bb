"""The workspace: a folder with a `programme.toml`, and where everything in it stands (contract: «Workspace»)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg

PROGRAMME_FILE = "programme.toml"
RECIPIENTS_FILE = "recipients.xlsx"
TEMPLATES = "templates"

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_root() -> Path:
    """The folder of the shipped example: `pipeline/shipped` in an installed wheel, the repository's root in a checkout."""
    installed = _PACKAGE / "shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """Every path of a workspace, from its `root`. Nothing here touches the disk but `find_template`."""

    root: Path

    @property
    def programme_file(self) -> Path:
        """The cohort as data; a person writes it."""
        return self.root / PROGRAMME_FILE

    @property
    def recipients_file(self) -> Path:
        """Who is invited; a person writes it."""
        return self.root / RECIPIENTS_FILE

    @property
    def templates(self) -> Path:
        """The office's own templates; each goes before the shipped one of the same name."""
        return self.root / TEMPLATES

    @property
    def inbox(self) -> Path:
        """Submitted files, in any sub-folders; never changed, moved or deleted by the program."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """Products; may be deleted and made again, byte for byte."""
        return self.root / "outbox"

    @property
    def posters(self) -> Path:
        """The teams' posters, each file named by its team's id; people put them there."""
        return self.root / "posters"

    @property
    def state(self) -> Path:
        """The program's own folder: ledger, caches, lock."""
        return self.root / ".kull"

    @property
    def ledger_file(self) -> Path:
        """The ledger (SQLite)."""
        return self.state / "ledger.sqlite"

    @property
    def certificate_key(self) -> Path:
        """The key that diplomas are proved with; it belongs in the backup, and nowhere else."""
        return self.state / "certificate.key"

    @property
    def lock_file(self) -> Path:
        """Held by the run that works in this workspace."""
        return self.state / "lock"

    @property
    def cache(self) -> Path:
        """What can be computed again: deleting it costs time, nothing else."""
        return self.state / "cache"

    @property
    def logs(self) -> Path:
        """Log files with the traceback of a defect (exit 70)."""
        return self.state / "logs"

    @property
    def sent(self) -> Path:
        """What was handed over, byte for byte as it went."""
        return self.state / "sent"

    @property
    def register_file(self) -> Path:
        """The register as a workbook; edited by a person, read back."""
        return self.outbox / "register.xlsx"

    @property
    def report_file(self) -> Path:
        """The report on where things stand."""
        return self.outbox / "report.html"

    @property
    def manifest_file(self) -> Path:
        """What every product came from, with its hash."""
        return self.outbox / "manifest.json"

    @property
    def forms(self) -> Path:
        """Blank forms."""
        return self.outbox / "forms"

    @property
    def letters(self) -> Path:
        """Letters, in a folder for each kind."""
        return self.outbox / "letters"

    @property
    def mail(self) -> Path:
        """Mail drafts."""
        return self.outbox / "mail"

    @property
    def calendar(self) -> Path:
        """Calendar invitations."""
        return self.outbox / "calendar"

    @property
    def archive(self) -> Path:
        """Packages for the archive, in a folder for each case."""
        return self.outbox / "archive"

    @property
    def certificates(self) -> Path:
        """Course certificates."""
        return self.outbox / "certificates"

    def relative(self, path: Path) -> str:
        """`path` as the register, the manifest and the ledger write it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def find_template(self, name: str) -> Path:
        """The template called `name` («place-nb.docx»): the workspace's own before the shipped one.

        Raises:
            ConfigurationError: neither has it.
        """
        for folder in (self.templates, shipped_root() / TEMPLATES):
            if (folder / name).is_file():
                return folder / name
        message = msg("The template is found neither in the workspace nor among those shipped with kull. Check its name.")
        raise ConfigurationError((Fault(file=f"{TEMPLATES}/{name}", message=message),))
