"""How well harm scores find the worst parties where praise is bought, beside three plain ways in the same run.

Everything here is made up: 2,000 parties, most with no report or one, abuse told less often than good, three in ten
reports checked; 30 % or 70 % of the worst tenth buy 10 to 30 praises within two weeks or over half a year, and half of
the buyers smear a rival. Figures are the share of the 100 highest that are of the worst tenth, over 25 seeds, with a
90 % interval of the mean. Then the time for 200,000 reports, for a card of 10,000 reports and for 100,000 parties.

    script/bench ratings
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, sqrt

from safar.rules.harm_scores import ScoredReport
from safar.rules.questionnaire import TELLS_HARM
from safar.rules.report_cards import Card
from safar.rules.reports_joined import Report
from safar.rules.standing import card, harm_scores

Scores = Mapping[str | int, float]
Way = Callable[[list[ScoredReport]], Scores]
PARTIES, WEEKS, TOP, HALF_YEAR = 2000, 104, 100, 26
NOBODY, MEAN, SPREAD = 0.2, 10.0, 0.35
ABUSE_TOLD, CHECKED = 0.6, 0.3
TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Attack:
    """How many of the worst buy praise, over how many weeks, and the limit that the scores must reach."""

    name: str
    share: float
    weeks: int
    limit: float
    recorded: int = WEEKS
    checked: float = CHECKED
    in_the_goal: bool = True


NO_ATTACK = Attack("no attack", 0.0, 2, 0.49)
PATIENT = Attack("70 % patient", 0.7, HALF_YEAR, 0.37)
ATTACKS = (
    NO_ATTACK,
    Attack("30 % burst", 0.3, 2, 0.44),
    Attack("70 % burst", 0.7, 2, 0.42),
    PATIENT,
    Attack("70 % patient, all that is recorded is that half year", 0.7, HALF_YEAR, 0.37, HALF_YEAR, in_the_goal=False),
    Attack("70 % patient, one in ten checked", 0.7, HALF_YEAR, 0.37, checked=0.1, in_the_goal=False),
)


def world(attack: Attack, seed: int) -> tuple[list[ScoredReport], set[int]]:
    """Make all reports of a world and its worst tenth."""
    chance = random.Random(seed)
    harm = [chance.betavariate(1.2, 4) for _ in range(PARTIES)]
    order = sorted(range(PARTIES), key=lambda party: -harm[party])
    reports: list[ScoredReport] = []
    for party in range(PARTIES):
        known = 0 if chance.random() < NOBODY else poisson(chance, chance.gammavariate(SPREAD, MEAN / SPREAD))
        for _ in range(known):
            bad = chance.random() < harm[party]
            if not bad or chance.random() < ABUSE_TOLD:
                tier = "B" if chance.random() < attack.checked else "C"
                reports.append((party, chance.randrange(attack.recorded), "bad" if bad else "good", tier))
    worst = order[: PARTIES // 10]
    for party in sorted(worst):
        if chance.random() < attack.share:
            buy(reports, party, chance.choice(order[PARTIES // 2 :]), attack, chance)
    return reports, set(worst)


def buy(reports: list[ScoredReport], party: int, rival: int, attack: Attack, chance: random.Random) -> None:
    start = chance.randrange(attack.recorded - attack.weeks + 1)
    for _ in range(chance.randint(10, 30)):
        reports.append((party, start + chance.randrange(attack.weeks), "good", "C"))
    if chance.random() < 0.5:
        start = chance.randrange(attack.recorded - 1)
        for _ in range(chance.randint(3, 10)):
            reports.append((rival, start + chance.randrange(2), "bad", "C"))


def poisson(chance: random.Random, mean: float) -> int:
    """Draw a count; a large one from the normal distribution."""
    if mean > 30:
        return max(0, round(chance.gauss(mean, sqrt(mean))))
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def tallied(reports: Iterable[ScoredReport]) -> dict[str | int, tuple[int, int]]:
    counts: dict[str | int, tuple[int, int]] = {}
    for party, _, said, _ in reports:
        bad, every = counts.get(party, (0, 0))
        counts[party] = bad + (said == "bad"), every + 1
    return counts


def raw_mean(reports: list[ScoredReport]) -> Scores:
    return {party: bad / every for party, (bad, every) in tallied(reports).items()}


def wilson(reports: list[ScoredReport]) -> Scores:
    """Score by the lower bound of Wilson's interval, 90 %."""
    z, scores = 1.645, {}
    for party, (bad, n) in tallied(reports).items():
        share = bad / n
        spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        scores[party] = (share + z * z / (2 * n) - spread) / (1 + z * z / n)
    return scores


def plain_shrinkage(reports: list[ScoredReport]) -> Scores:
    counts = tallied(reports)
    usual = sum(bad for bad, _ in counts.values()) / sum(every for _, every in counts.values())
    return {party: (bad + 5 * usual) / (every + 5) for party, (bad, every) in counts.items()}


def precision(scores: Scores, worst: set[int], seed: int) -> float:
    """Give the share of the worst among the highest; equals stand in an order of chance."""
    chance = random.Random(seed)
    order = sorted(sorted(scores, key=str), key=lambda party: (-scores[party], chance.random()))
    return sum(party in worst for party in order[:TOP]) / TOP


def average_precision(way: Way, attack: Attack, seeds: Iterable[int]) -> float:
    return statistics.mean(
        precision(way(reports), worst, seed) for seed in seeds for reports, worst in [world(attack, seed)]
    )


def precisions(seeds: int) -> None:
    ways: dict[str, Way] = {"raw": raw_mean, "Wilson": wilson, "shrunk": plain_shrinkage, "ours": harm_scores}
    for attack in ATTACKS:
        found: dict[str, list[float]] = {name: [] for name in ways}
        for seed in range(seeds):
            reports, worst = world(attack, seed)
            for name, way in ways.items():
                found[name].append(precision(way(reports), worst, seed))
        shown = [f"{name} {statistics.mean(got):.3f} ± {margin(got):.3f}" for name, got in found.items()]
        ours, best = statistics.mean(found["ours"]), max(statistics.mean(found[name]) for name in list(ways)[:3])
        goal = f"limit {attack.limit}" if attack.in_the_goal else "no limit set"
        print(f"{attack.name}: {', '.join(shown)}; {ours / best:.2f} times the best plain way; {goal}")


def margin(got: list[float]) -> float:
    """Give half of the 90 % interval of the mean."""
    return 1.711 * statistics.stdev(got) / sqrt(len(got))


def report(chance: random.Random, number: int, days: int) -> Report:
    """Make a report of the last `days` days in which three of ten tell of harm."""
    made, bad = TODAY - timedelta(days=chance.randrange(days)), chance.random() < 0.3
    fine = {"yes": "no", "no": "yes"}
    answers = {q: harm.value if bad and chance.random() < 0.6 else fine[harm] for q, harm in TELLS_HARM.items()}
    checked = made + timedelta(days=10) if chance.random() < CHECKED else None
    answers["recommend"] = "no" if bad else "yes"
    return Report(f"{number:08}", made, answers, checked_on=checked, still_there=chance.random() < 0.2)


def drawn(reports: list[Report]) -> Card:
    return card(reports, None, TODAY, notified_on=date(2026, 1, 1))


def milliseconds(call: Callable[[], object]) -> list[float]:
    """Give the processor's time of 25 calls."""
    spent = []
    for _ in range(25):
        start = time.process_time()
        call()
        spent.append((time.process_time() - start) * 1000)
    return spent


def times() -> None:
    chance = random.Random(1)
    many: list[ScoredReport] = [
        (
            int(20_000 * chance.random() ** 3),
            chance.randrange(156),
            chance.choice(["good", "bad"]),
            chance.choice(["B", "C"]),
        )
        for _ in range(200_000)
    ]
    start = time.process_time()
    harm_scores(many)
    print(f"200,000 reports scored: {time.process_time() - start:.2f} s; limit 5")
    whole = [report(chance, number, 1000) for number in range(10_000)]
    text = json.dumps([[one.key, one.made_on.isoformat(), dict(one.answers)] for one in whole])
    ours, reading = milliseconds(lambda: drawn(whole)), milliseconds(lambda: json.loads(text))
    print(
        f"a card of 10,000 reports: median {statistics.median(ours):.0f} ms of the processor, least {min(ours):.0f}; "
        f"{min(ours) / min(reading):.1f} times reading the same reports from JSON; limit 50"
    )
    spent_on_all, scored, told = 0.0, 0, 0
    for _ in range(100_000):
        known = 0 if chance.random() < NOBODY else poisson(chance, chance.gammavariate(SPREAD, MEAN / SPREAD))
        reports = [report(chance, number, 1000) for number in range(known)]
        start = time.process_time()
        scored += drawn(reports).state == "scored"
        spent_on_all += time.process_time() - start
        told += known
    print(f"100,000 parties with {told:,} reports, {scored:,} scored: {spent_on_all:.0f} s of the processor; limit 60")


def main() -> None:
    precisions(seeds=25)
    times()


if __name__ == "__main__":
    main()
