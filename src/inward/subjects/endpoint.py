"""A model behind an endpoint: several calls at a time, every reply kept as it comes, none paid for twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from typing import Any, final

from inward.errors import EndpointError
from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf
from inward.subjects.purse import Purse, Spending
from inward.subjects.wire import Failure, Said, Wire, most_read

VERSION = 1


def _silent(tokens: int) -> None:
    """Count nothing."""


@final
@dataclass(frozen=True, kw_only=True)
class Endpoint(AbstractSubject):
    """
    Replies over a wire, `together` calls at a time, out of the shelf where it has the reply already.

    A reply is put on the shelf in the moment it comes, in one transaction with what was spent (under `ledger`): whoever is
    killed has lost nothing but the calls that were under way. It is named by endpoint, model, question, decoding and draw; an
    Ask with options is asked for a text, for options cannot be scored over chat completions.
    """

    wire: Wire
    purse: Purse
    shelf: Shelf
    ledger: str
    together: int = 8
    tick: Callable[[int], None] = _silent

    def reply(self, asks: Sequence[Ask]) -> list[Reply]:
        names = [self._name(ask) for ask in asks]
        kept = {name: value["said"] for name, value in self.shelf.get(names).items()}
        todo = {name: ask for name, ask in zip(names, asks, strict=True) if name not in kept}
        for name, said in self._calls(todo):
            kept[name] = said
        return [Reply(text=kept[name]["text"], stopped=kept[name]["stopped"]) for name in names]

    def _name(self, ask: Ask) -> str:
        decoding = {"temperature": ask.temperature, "max_tokens": ask.max_tokens, "draw": ask.draw}
        return digest("reply", VERSION, self.wire.url, self.wire.model, plain(ask.messages), decoding)

    def _calls(self, todo: Mapping[str, Ask]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The replies to these, as they come; after one that failed no other goes out, and those under way are kept."""
        waiting, running = list(todo)[::-1], dict[Future[Said | Failure], str]()
        fault: EndpointError | None = None
        with ThreadPoolExecutor(self.together) as pool:
            try:
                while running or (waiting and not fault):
                    while waiting and not fault and len(running) < self.together and self._admits(todo[waiting[-1]]):
                        name = waiting.pop()
                        running[pool.submit(self.wire.ask, todo[name])] = name
                    if not running:
                        fault = self.purse.refusal()
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        name, found = running.pop(future), future.result()
                        said = self._keep(name, found, todo[name])
                        if isinstance(found, Failure):
                            fault = fault or EndpointError(found.told)
                            self.wire.hush()
                        else:
                            yield name, said
            finally:
                if running:
                    self._gather(pool, running, todo)
        if fault:
            raise fault

    def _gather(self, pool: ThreadPoolExecutor, running: Mapping[Future[Said | Failure], str], todo: Mapping[str, Ask]) -> None:
        """Whoever interrupts has paid for the calls under way: they end, none waits for another try, and all are kept."""
        self.wire.hush()
        pool.shutdown(wait=True, cancel_futures=True)
        for future, name in running.items():
            if not future.cancelled() and not future.exception():
                self._keep(name, future.result(), todo[name])

    def _admits(self, ask: Ask) -> bool:
        """Whether a call may go out; what it comes to at most is then held for it."""
        bound = _most(ask, self.wire.patience.tries)
        if not self.purse.admits(bound):
            return False
        self.purse.hold(bound)
        return True

    def _keep(self, name: str, found: Said | Failure, ask: Ask) -> dict[str, Any]:
        """Put a reply on the shelf with what it cost; a failure costs what it may have cost, and is no reply."""
        heard, value = Spending(), dict[str, Any]()
        if isinstance(found, Said):
            heard = Spending(calls=1, read=found.read, written=found.written, models=(found.model,) if found.model else ())
            value = {"text": found.text, "stopped": found.stopped, "model": found.model}
        self.purse.settle(_most(ask, self.wire.patience.tries), heard + _most(ask, found.lost))
        told = {name: {"said": value}} if value else {}
        self.shelf.put({**told, self.ledger: asdict(self.purse.spent)})
        self.tick(heard.written)
        return value


def _most(ask: Ask, tries: int) -> Spending:
    """What so many tries come to, each charged in full."""
    return Spending(calls=tries, read=tries * most_read(ask), written=tries * ask.max_tokens)


def spent(shelf: Shelf, ledger: str) -> Spending:
    """What is written in a ledger; nothing where there is none."""
    found = shelf.get([ledger]).get(ledger, {})
    return Spending(**{**found, "models": tuple(found.get("models", ()))})
