"""The crossed interval: a known answer, identities, its edges and its floor."""

import numpy as np
import pytest

from inward.errors import StatsError
from inward.stats.interval import Interval, Part, Side, crossed, floor

TREATED = np.array([[0.6, 1.0], [0.4, 0.8]])
CONTROL = np.array([[0.1, 0.0], [0.0, 0.1]])
T_AT_1, T_AT_4, T_AT_9 = 12.7062047, 2.7764451, 2.2621572
POPULATIONS = ("these-questions", "new-questions")


def some(seeds: int = 5, items: int = 6, *, key: int = 1, worlds: tuple[int, ...] = ()) -> np.ndarray:
    """Cell means with seed, item and cell effects."""
    rng = np.random.default_rng(key)
    shape = (*worlds, seeds, items)
    return (
        rng.normal(size=shape) / 20 + rng.normal(size=(*worlds, seeds, 1)) / 10 + rng.normal(size=(*worlds, 1, items)) / 10 + 0.5
    )


def both(treated: np.ndarray, control: np.ndarray, population: str, **keys: object) -> Interval:
    return crossed(Side(cells=treated, samples=20), Side(cells=control, samples=20), population=population, **keys)


def edges(interval: Interval) -> list[float]:
    return [float(interval.estimate), float(interval.low()), float(interval.high()), float(interval.p())]


def test_a_worked_example_for_new_questions():
    """
    Seed parts .01 and 0, item part s2(.45, .85)/2 = .04, residuals 0 and .0025: V = .0475, every t at 1 degree of freedom.
    """
    interval = both(TREATED, CONTROL, "new-questions", share=False)

    assert pytest.approx(0.65) == interval.estimate
    assert pytest.approx(0.0475) == interval.variance
    assert pytest.approx(0.65 - T_AT_1 * 0.0475**0.5) == interval.low()
    assert pytest.approx(0.65 + T_AT_1 * 0.0475**0.5) == interval.high()


def test_a_worked_example_for_these_questions():
    """
    The seed means of the treated arm are .8 and .6, those of the control alike: V = .02 / 2.
    """
    interval = both(TREATED, CONTROL, "these-questions", share=False)

    assert pytest.approx(0.01) == interval.variance
    assert pytest.approx(T_AT_1 * 0.1) == interval.half()


def test_the_critical_value_is_weighted_by_the_parts():
    """
    Three quarters of the variance at 4 degrees of freedom and one at 9 give .75 t(4) + .25 t(9).
    """
    parts = (Part(variance=np.array(0.03), freedom=4.0), Part(variance=np.array(0.01), freedom=9.0))
    interval = Interval(estimate=np.array(0.0), variance=np.array(0.04), parts=parts)

    assert pytest.approx((0.75 * T_AT_4 + 0.25 * T_AT_9) * 0.2) == interval.half()


@pytest.mark.parametrize("population", POPULATIONS)
def test_swapping_arms_flips_the_sign(population):
    """
    An interval and its mirror: estimates sum to zero, edges change places, p stays.
    """
    there, back = both(some(key=1), some(key=2), population), both(some(key=2), some(key=1), population)

    assert 0 == there.estimate + back.estimate
    assert pytest.approx(-there.high()) == back.low()
    assert pytest.approx(float(there.p())) == back.p()


@pytest.mark.parametrize("population", POPULATIONS)
def test_the_order_of_seeds_and_items_does_not_matter(population):
    """
    Seeds of an arm may be listed in any order, and so may items, if both arms list them alike.
    """
    rng = np.random.default_rng(3)
    treated, control, items = some(key=1), some(key=2), rng.permutation(6)
    shuffled = both(treated[rng.permutation(5)][:, items], control[rng.permutation(5)][:, items], population)

    assert pytest.approx(edges(both(treated, control, population))) == edges(shuffled)


@pytest.mark.parametrize("population", POPULATIONS)
def test_what_an_item_adds_to_both_arms_does_not_matter(population):
    """
    Questions are crossed: a hard one is hard for both arms and drops out of the difference.
    """
    treated, control, hard = some(key=1), some(key=2), np.linspace(-1, 1, 6)
    moved = both(treated + hard, control + hard, population, share=False)

    assert pytest.approx(edges(both(treated, control, population, share=False))) == edges(moved)


@pytest.mark.parametrize("population", POPULATIONS)
def test_worlds_side_by_side_equal_worlds_alone(population):
    """
    Leading axes are carried along and nothing leaks across them.
    """
    treated, control = some(key=1, worlds=(3,)), some(key=2, worlds=(3,))
    together = both(treated, control, population)
    alone = [edges(both(treated[w], control[w], population)) for w in range(3)]

    assert pytest.approx(np.array(alone)) == np.stack([together.estimate, together.low(), together.high(), together.p()], axis=1)


@pytest.mark.parametrize("population", POPULATIONS)
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99, 0.9999])
def test_p_is_the_level_at_which_the_interval_touches_zero(population, level):
    """
    Moved so that its lower edge at some level lies on 0, an interval has p = 1 - level.
    """
    interval = both(some(key=1), some(key=2), population)
    moved = Interval(estimate=interval.half(level), variance=interval.variance, parts=interval.parts)

    assert pytest.approx(1 - level, rel=1e-9) == float(moved.p())


def test_p_is_one_where_nothing_differs_and_tiny_where_everything_does():
    """
    An estimate of 0 has p = 1; a hundred thousand standard errors do not break the search.
    """
    parts = (Part(variance=np.array(1.0), freedom=40.0),)
    none, much = (Interval(estimate=np.array(at), variance=np.array(1.0), parts=parts) for at in (0.0, 1e5))

    assert 1.0 == none.p()
    assert 0 < much.p() < 1e-90


@pytest.mark.parametrize("population", POPULATIONS)
def test_arms_of_zeros_still_have_width(population):
    """
    No misaligned answer in 5 x 6 x 20 is not proof of none: one pseudo-success per arm is left.
    """
    zeros = np.zeros((5, 6))
    one = Side(cells=zeros, samples=20)
    interval = both(zeros, zeros, population)

    assert pytest.approx(1 / 602 * 601 / 602 / 600) == floor(one)
    assert pytest.approx(2 * floor(one)) == interval.variance
    assert 0 < interval.half() < 0.01
    assert 1.0 == interval.p()


def test_variance_never_falls_below_a_part():
    """
    Where the residual outweighs one part, the other stands.
    """
    cells = np.array([[0.2, 0.0], [0.0, 0.2]])
    interval = both(TREATED, cells, "new-questions", share=False)

    assert pytest.approx(0.04) == interval.variance


def test_new_questions_never_have_less_variance_than_these():
    """
    Drawing the questions anew adds doubt or leaves it.
    """
    new, these = (both(some(key=1, worlds=(200,)), some(key=2, worlds=(200,)), population) for population in POPULATIONS[::-1])

    assert (new.variance >= these.variance).all()


def test_a_fixed_control_has_no_seed_part():
    """
    Held questions: the trained arm's seeds and the checkpoint's sampling. New questions: the item part has seen the sampling.
    """
    treated, control = Side(cells=some(key=1)), Side(cells=some(1, key=2), fixed=True, noise=0.0004)
    these = crossed(treated, control, population="these-questions", share=False)
    new = crossed(treated, control, population="new-questions", share=False)

    assert pytest.approx(treated.cells.mean(-1).var(ddof=1) / 5 + 0.0004) == these.variance
    assert [4.0, 5.0] == [part.freedom for part in new.parts]


def test_questions_of_one_cluster_count_once():
    """
    Six items in three clusters, equal within each, say no more than three items do.
    """
    treated, control = some(items=3, key=1), some(items=3, key=2)
    twice = [np.repeat(cells, 2, axis=1) for cells in (treated, control)]
    clustered = both(*twice, "new-questions", share=False, clusters=[0, 0, 1, 1, 2, 2])

    assert pytest.approx(edges(both(treated, control, "new-questions", share=False))) == edges(clustered)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda: Side(cells=np.zeros((2, 3)), fixed=True),
            "a fixed checkpoint came with 2 seeds. Keep one row, or call it trained.",
        ),
        (lambda: Side(cells=np.zeros((1, 3))), "a trained arm came with 1 seed; its spread needs at least 2. Run more seeds."),
        (
            lambda: both(np.zeros((2, 3)), np.zeros((2, 4)), "these-questions"),
            "the arms have [3, 4] items. Ask all of them the same.",
        ),
        (
            lambda: both(TREATED, CONTROL, "new-questions", clusters=[0, 0]),
            "all questions lie in 1 cluster, which says nothing of new ones. Ask in 2 or more.",
        ),
    ],
)
def test_errors_say_what_to_do(make, says):
    """
    What cannot have an interval is refused in a sentence.
    """
    with pytest.raises(StatsError) as caught:
        make()

    assert f"Interval: {says}" == str(caught.value)
