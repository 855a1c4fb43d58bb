"""A real mail server in a process of its own: `python smtp_server.py SPOOL [CERTIFICATE KEY] [--login USER:PASSWORD]`.

Prints its port when it listens, on the loopback alone. Every mail that it takes stands in SPOOL, whole or not at all, before it
says so. How it behaves stands in `SPOOL/rules.json`, read anew for each mail: `refuse` (recipients it does not take), `reject`
(recipients whose mails it refuses at the end), `delay` (seconds before the answer), `drop` ("taken" or "lost": the line is cut
after the text of the mail, which it has kept, or has not), `hang_up` (the line is cut when the recipient is named).
"""

import argparse
import asyncio
import json
import os
import ssl
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult


class Spool:
    """Takes mails, as the rules say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0

    def rules(self) -> dict:
        file = self.folder / "rules.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        rules = self.rules()
        if rules.get("hang_up"):
            server.transport.abort()
            return "421 closing"
        if address in rules.get("refuse", ()):
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        rules = self.rules()
        if set(envelope.rcpt_tos) & set(rules.get("reject", ())):
            return "552 5.3.4 the mail is too large"
        if rules.get("drop") != "lost":
            self.keep(server, session, envelope)
        await asyncio.sleep(rules.get("delay", 0))
        if rules.get("drop"):
            server.transport.abort()
            return "421 closing"
        return "250 2.0.0 taken"

    def keep(self, server, session, envelope) -> None:
        self.taken += 1
        name = f"{time.time_ns()}-{self.taken}.eml"
        seen = {
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "user": session.auth_data,
            "tls": server.transport.get_extra_info("ssl_object") is not None,
        }
        for file, content in ((f"{name}.json", json.dumps(seen, default=str).encode()), (name, envelope.content)):
            whole = self.folder / f".{file}"
            whole.write_bytes(content)
            whole.rename(self.folder / file)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("spool", type=Path)
    parser.add_argument("certificate", nargs="*")
    parser.add_argument("--login", default="")
    parser.add_argument("--tls", action="store_true", help="from the first byte, not by STARTTLS")
    given = parser.parse_args()
    context = None
    if given.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*given.certificate)
    user, _, password = given.login.partition(":")

    def let_in(_server, _session, _envelope, _mechanism, data):
        right = (data.login.decode(), data.password.decode()) == (user, password)
        return AuthResult(success=right, handled=False, auth_data=data.login.decode())

    settings = {
        "tls_context": None if given.tls else context,
        "require_starttls": bool(context) and not given.tls,
        "authenticator": let_in,
        "auth_required": bool(given.login),
        "auth_require_tls": False,
        "enable_SMTPUTF8": False,
    }
    asyncio.run(serve(Spool(given.spool), settings, context if given.tls else None))


async def serve(spool: Spool, settings: dict, context: ssl.SSLContext | None) -> None:
    """Until the process that started this one is gone, or ends it."""
    loop, parent = asyncio.get_running_loop(), os.getppid()
    server = await loop.create_server(lambda: SMTP(spool, loop=loop, **settings), "127.0.0.1", 0, ssl=context)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    while os.getppid() == parent:  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.2)


if __name__ == "__main__":
    main()
