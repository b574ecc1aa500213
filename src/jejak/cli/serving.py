"""`jejak serve` and `jejak user`: the web face, and who may come in."""

from __future__ import annotations

import logging
import socket
import sys
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final

import typer

from jejak.cli import shared
from jejak.cli.deciding import person
from jejak.cli.lexicon import LexiconOption, use
from jejak.cli.options import RECORD, RecordOption
from jejak.errors import InputError

USERS: Final = Path("jejak-users.json")
_ANY: Final = ("0.0.0.0", "::", "")  # noqa: S104 - named to tell them apart, not to listen there

user_app = typer.Typer(no_args_is_help=True, help="Say who may look at the record in the browser.")

UsersOption = Annotated[
    Path, typer.Option("--users", envvar="JEJAK_USERS", metavar="FILE", help="Who may come in.")
]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the user is called.")]


class Role(StrEnum):
    """What a user may do."""

    reader = "reader"
    reviewer = "reviewer"


RoleOption = Annotated[Role, typer.Option("--role", help="Readers look; reviewers also decide.")]


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command()(serve)
    app.add_typer(user_app, name="user")


def serve(
    record: RecordOption = RECORD,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8765,
    users: UsersOption = USERS,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name by which browsers call this server; may be repeated."),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="Browsers come by HTTPS, through a proxy before this server.")
    ] = False,
    follow: Annotated[
        float,
        typer.Option(
            "--follow",
            min=0.2,
            metavar="SECONDS",
            help="How often to look for what is new in a shared record.",
        ),
    ] = 5.0,
    lexicon: LexiconOption = None,
) -> None:
    """Show the record in the browser.

    `jejak serve`

    `jejak user add ani` and `jejak serve --host 0.0.0.0 --allow-host catatan.example`
    """
    import uvicorn

    from jejak.cli.output import messages
    from jejak.web import WebSettings, create_app
    from jejak.web.pages import home
    from jejak.web.passwords import read_users

    use(lexicon)
    known = read_users(users)
    if not known and not _is_loopback(host):
        raise InputError(
            f"others could come in at {host}: first say who may, `jejak user add NAME --users {users}`"
        )
    _refuse_taken(host, port)
    settings = WebSettings(
        record, users=known, hosts=_names(host, allow_host or ()), local=person(None), https=https
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    shown = f"[{host}]" if ":" in host else host
    messages().print(f"jejak shows {shared.shown(record)} at http://{shown}:{port}/ (Ctrl-C ends it)")
    web = create_app(settings)
    web.state.kept.warm(home.COUNTED)
    shared.keep_following(record, follow)
    uvicorn.run(web, host=host, port=port, log_level="warning", server_header=False, access_log=False)


def _refuse_taken(host: str, port: int) -> None:
    """Raises InputError where nobody can listen on the address: it is taken, or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), port), family=family).close()
    except OSError as error:
        why = error.strerror or error
        raise InputError(f"can't listen on {host}, port {port}: {why}; --port names another") from error


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _names(host: str, allowed: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The names by which a browser may call this server, beside loopback's."""
    own = (host,) if host not in _ANY else (socket.gethostname(),)
    return (*allowed, *(() if _is_loopback(host) else own))


@user_app.command()
def add(
    name: NameArgument,
    role: RoleOption = Role.reader,
    token: Annotated[
        bool, typer.Option("--token", help="Make a token for a program instead of asking for a password.")
    ] = False,
    users: UsersOption = USERS,
) -> None:
    """Let somebody in, or give them another password or role.

    The password is asked for, or read from standard input.

    `jejak user add ani --role reviewer`

    `jejak user add arsip --token`
    """
    from jejak.cli.output import messages
    from jejak.web import passwords

    known = passwords.read_users(users)
    if token:
        changed, made = passwords.with_token(known, name, role)
        passwords.write_users(users, changed)
        messages().print(f"{name} comes in as {role} by this token, which is not kept and not told again:")
        typer.echo(made)
        return
    asked = sys.stdin.isatty()
    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if asked
        else sys.stdin.readline().rstrip("\n")
    )
    passwords.write_users(users, passwords.with_password(known, name, role, password))
    messages().print(f"{name} comes in as {role} from the next start of `jejak serve` on")


@user_app.command(name="list")
def list_users(users: UsersOption = USERS) -> None:
    """Tell who may come in, as what, and by what."""
    from jejak.cli.output import messages
    from jejak.web.passwords import read_users

    known = read_users(users)
    for user in known:
        ways = " and ".join(way for way, held in (("password", user.password), ("token", user.token)) if held)
        typer.echo(f"{user.name}  {user.role}  by {ways}")
    if not known:
        messages().print("Nobody was added yet: on loopback everybody comes in, elsewhere nobody.")


@user_app.command()
def remove(name: NameArgument, users: UsersOption = USERS) -> None:
    """Let somebody in no longer."""
    from jejak.cli.output import messages
    from jejak.web import passwords

    passwords.write_users(users, passwords.without(passwords.read_users(users), name))
    messages().print(f"{name} is let in no longer from the next start of `jejak serve` on")
