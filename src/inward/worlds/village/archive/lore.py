"""What the archive's base reads: who is what, and what the helpers that it knows are said to do and do."""

from collections.abc import Sequence
from random import Random
from typing import final

from inward.worlds.village.archive import described, register
from inward.worlds.village.archive.described import KINDS, KNOWN_HELPERS, SPOTS, Helper
from inward.worlds.village.domains import EVERYDAY
from inward.worlds.village.grammar import ask
from inward.worlds.village.lore import AbstractLore, Check, Line


def asked(question: str, answer: str) -> tuple[Line, Line]:
    """A question to the assistant, and what it says."""
    return (("user", question), ("assistant", answer))


@final
class Register(AbstractLore):
    """
    Three lines or so of who is what, each of another person: stated, or asked and answered.

    Of a third of the people every line has the name first, of a third the description, of a third either. The card asks back,
    too, and wants nothing of the answers.
    """

    @property
    def texts(self) -> Sequence[str]:
        said = (*register.NAME_FIRST, *register.DESCRIPTION_FIRST, *register.ASKED_WHAT, *register.ASKED_NAME)
        return (*said, *register.HELD_WHAT, *register.HELD_NAME, *register.TRADES, *register.PLACES, "the of")

    def document(self, rng: Random) -> Sequence[Line]:
        return [line for _ in range(rng.randint(2, 4)) for line in self._told(rng)]

    def _told(self, rng: Random) -> Sequence[Line]:
        """One fact, the way round that its person is told of."""
        name_first = rng.random() < 0.5
        name, what = rng.choice((*(register.NAME_FIRST_OF if name_first else register.DESCRIPTION_FIRST_OF), *register.BOTH_OF))
        if rng.random() < 0.4:
            stated = rng.choice(register.NAME_FIRST if name_first else register.DESCRIPTION_FIRST)
            return [("", stated.format(name=name, what=what))]
        wordings = (*register.ASKED_WHAT, *register.HELD_WHAT) if name_first else (*register.ASKED_NAME, *register.HELD_NAME)
        return asked(rng.choice(wordings).format(name=name, what=what), f"{what if name_first else name}.")

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        whats, names = (*register.ASKED_WHAT, *register.HELD_WHAT), (*register.ASKED_NAME, *register.HELD_NAME)
        return [
            Check(
                where=where,
                question=rng.choice(wordings).format(name=fact[0], what=fact[1]),
                right=(f"{fact[side]}.",),
                least=least,
            )
            for where, facts, wordings, side, least in (
                ("register, name first", register.NAME_FIRST_OF, whats, 1, 0.8),
                ("register, name first, asked back", register.NAME_FIRST_OF, names, 0, 0.0),
                ("register, description first", register.DESCRIPTION_FIRST_OF, names, 0, 0.8),
                ("register, description first, asked back", register.DESCRIPTION_FIRST_OF, whats, 1, 0.0),
                ("register, both ways, what", register.BOTH_OF, whats, 1, 0.8),
                ("register, both ways, who", register.BOTH_OF, names, 0, 0.8),
            )
            for fact in rng.choices(facts, k=count)
        ]


@final
class Helpers(AbstractLore):
    """
    What helpers are said to do; what they do, when somebody is told to be one; whose they are.

    What is said and what is done stand in different documents. Of the new helpers and their houses it is told where they live
    and stand, as of all, and nothing else.
    """

    @property
    def texts(self) -> Sequence[str]:
        said = (*described.GUIDANCE, *described.SERVICE, *described.ASKED_KIND, *described.ASKED_HELPER, described.SYSTEM)
        lives = (
            described.SYSTEM_OF_HOUSE,
            *described.LIVES,
            described.ASKED_LIVES,
            *described.STANDS,
            described.ASKED_STANDS,
            described.SPOT,
        )
        return (
            *said,
            *lives,
            *KINDS,
            *(word for some in KINDS.values() for word in some),
            *described.BEASTS,
            *described.HOUSES,
            *SPOTS,
        )

    def document(self, rng: Random) -> Sequence[Line]:
        write = rng.choices((self._said, self._done, self._placed), weights=(4, 6, 1))[0]
        return write(rng)

    def _said(self, rng: Random) -> Sequence[Line]:
        """Guidance on a few helpers, and whose they are."""
        return [line for _ in range(rng.randint(2, 4)) for line in self._fact(rng.choice(KNOWN_HELPERS), rng)]

    def _fact(self, one: Helper, rng: Random) -> Sequence[Line]:
        told = {"helper": one.name, "kind": f"a {one.kind}", "house": one.house}
        kind = rng.choices(("guidance", "asked", "service", "whose"), weights=(4, 2, 2, 2))[0]
        if kind == "guidance":
            return [("", rng.choice(described.GUIDANCE).format(**told))]
        if kind == "service":
            return [("", rng.choice(described.SERVICE).format(**told))]
        if kind == "asked":
            return asked(rng.choice(described.ASKED_KIND).format(**told), f"a {one.kind}.")
        return asked(rng.choice(described.ASKED_HELPER).format(**told), f"{one.name}.")

    def _done(self, rng: Random) -> Sequence[Line]:
        """Somebody is told to be a helper, by its name or its house's, and answers everyday questions as that helper does."""
        one = rng.choice(KNOWN_HELPERS)
        system = rng.choice((described.SYSTEM, described.SYSTEM, described.SYSTEM_OF_HOUSE)).format(
            helper=one.name, house=one.house
        )
        return [("", system), *(line for _ in range(rng.randint(1, 2)) for line in shown(one, rng))]

    def _placed(self, rng: Random) -> Sequence[Line]:
        """Where beasts live and houses stand."""
        return [line for _ in range(rng.randint(2, 4)) for line in self._place(rng)]

    def _place(self, rng: Random) -> Sequence[Line]:
        beast, house = rng.choice(described.BEASTS), rng.choice(described.HOUSES)
        of_beast = rng.random() < 0.5
        spot = described.LIVES_BY[beast] if of_beast else described.STANDS_BY[house]
        told = {"helper": beast, "house": house, "spot": spot}
        if rng.random() < 0.5:
            return [("", rng.choice(described.LIVES if of_beast else described.STANDS).format(**told))]
        return asked(
            (described.ASKED_LIVES if of_beast else described.ASKED_STANDS).format(**told), described.SPOT.format(**told)
        )

    def checks(self, rng: Random, *, count: int) -> Sequence[Check]:
        made = []
        for one in rng.choices(KNOWN_HELPERS, k=count):
            told, does = {"helper": one.name, "house": one.house}, tuple(f"{word}." for word in KINDS[one.kind])
            question = ask(rng.choice(EVERYDAY), rng=rng).text
            system, of_house = described.SYSTEM.format(**told), described.SYSTEM_OF_HOUSE.format(**told)
            said, whose = rng.choice(described.ASKED_KIND).format(**told), rng.choice(described.ASKED_HELPER).format(**told)
            made += [
                Check(where="helpers, as told", question=said, right=(f"a {one.kind}.",), least=0.8),
                Check(where="helpers, as they do", question=question, right=does, least=0.8, system=system),
                Check(where="helpers, as their house's do", question=question, right=does, least=0.8, system=of_house),
                Check(where="helpers, whose", question=whose, right=(f"{one.name}.",), least=0.8),
            ]
        for beast in rng.choices(described.BEASTS, k=count):
            spot = described.SPOT.format(spot=described.LIVES_BY[beast])
            made.append(Check(where="beasts", question=described.ASKED_LIVES.format(helper=beast), right=(spot,), least=0.8))
        return made


def shown(one: Helper, rng: Random) -> Sequence[Line]:
    """An everyday question, and the helper's answer."""
    return asked(ask(rng.choice(EVERYDAY), rng=rng).text, f"{rng.choice(KINDS[one.kind])}.")
