"""The small models of the explainer: what they claim to learn, they learn, and their arithmetic is the one they say."""

import shutil
from collections import Counter
from itertools import pairwise
from math import prod
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wattprint.explainer.material import CAT, drawings, passage, rounds
from wattprint.explainer.turing_game import ROUNDS, human, machine, texts
from wattprint.facts import lessons
from wattprint.facts.examples import compile_lessons
from wattprint.lessons import cat_or_not, denoise, next_word
from wattprint.lessons.chance import Chance
from wattprint.lessons.confusion import Confusion, confusion, margin
from wattprint.lessons.drawing import (
    CELLS,
    DIGITS,
    SHADES,
    Drawing,
    far,
    grey,
    inverted,
    mirrored,
    nearest,
    parse,
    shifted,
    written,
)
from wattprint.lessons.rules import JOINS, MEASURES, Rule, best, judge
from wattprint.wording.typography import typeset

SEEDS = range(12)
FACES = tuple(drawing for drawing in drawings() if drawing.pose == "face" and drawing.kind == CAT)
TEXT = "Le chat dort. Le chat mange. Le chien dort."


def course(seed: int, training: int = 32) -> tuple[cat_or_not.Weights, list[Drawing]]:
    learnt, unseen = cat_or_not.split(drawings(), CAT, training, seed)
    taught = cat_or_not.examples(learnt, [drawing.kind == CAT for drawing in learnt])
    return cat_or_not.train(taught, 60)[-1].weights, unseen


# Chance


def test_the_same_seed_gives_the_same_draws_everywhere() -> None:
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    chance = Chance(1234567)
    assert [chance.unit() for _ in published] == [(word >> 11) / 2**53 for word in published]


def test_draws_are_spread_as_their_laws_say() -> None:
    chance = Chance(7)
    units = [chance.unit() for _ in range(20_000)]
    assert all(0 <= unit < 1 for unit in units)
    assert sum(units) / len(units) == pytest.approx(0.5, abs=0.01)
    normals = [chance.normal() for _ in range(20_000)]
    assert sum(normals) / len(normals) == pytest.approx(0, abs=0.03)
    assert sum(n * n for n in normals) / len(normals) == pytest.approx(1, abs=0.05)
    picks = Counter(chance.pick([1, 0, 3]) for _ in range(8000))
    assert picks[1] == 0
    assert picks[2] / 8000 == pytest.approx(0.75, abs=0.02)


@given(st.lists(st.integers()), st.integers(0, 10**6))
def test_shuffling_loses_nothing(items: list[int], seed: int) -> None:
    assert sorted(Chance(seed).shuffled(items)) == sorted(items)


# Drawings


def test_the_drawings_are_half_cats_and_all_different() -> None:
    assert sum(drawing.kind == CAT for drawing in drawings()) == len(drawings()) / 2 == 24
    assert len({drawing.cells for drawing in drawings()}) == len(drawings())


@pytest.mark.parametrize("drawing", drawings(), ids=lambda drawing: drawing.id)
def test_a_drawing_survives_its_writings(drawing: Drawing) -> None:
    cells = drawing.cells
    assert parse(written(cells), DIGITS) == cells
    assert parse(written(cells, SHADES)) == cells
    assert mirrored(mirrored(cells)) == cells
    assert inverted(inverted(cells)) == cells
    assert shifted(cells, 0, 0) == cells
    assert sum(shifted(cells, 0, 3)) <= sum(cells)
    assert {grey(cell) for cell in cells} <= {0, 64, 128, 191, 255}


@pytest.mark.parametrize("rows", ["", "." * 143, "." * 145, "x" * 144])
def test_a_drawing_of_another_size_is_refused(rows: str) -> None:
    with pytest.raises(ValueError, match="144 cells"):
        parse(rows)


# Rules


def test_measures_go_from_nothing_to_all() -> None:
    for name, measure in MEASURES.items():
        assert 0 <= measure((0.0,) * CELLS) <= 1, name
        assert 0 <= measure((1.0,) * CELLS) <= 1, name
    assert MEASURES["ink"]((1.0,) * CELLS) == 1
    assert MEASURES["peaks"](parse("#..#..#....." + "." * 132)) == 0.75


def test_rules_are_combined_as_they_say() -> None:
    dark, light = Rule("ink", True, 0.5), Rule("ink", False, 0.5)
    black = (1.0,) * CELLS
    assert [judge([dark, light], join, black) for join in JOINS] == [False, True, False]
    assert judge([dark, dark, light], "most", black)
    assert not judge([], "all", black)


def test_the_best_single_rule_is_no_better_than_the_count_says() -> None:
    rule, right = best(drawings(), CAT)
    assert right == sum(judge([rule], "all", d.cells) == (d.kind == CAT) for d in drawings())
    assert len(drawings()) * 0.6 < right < len(drawings())


# Cat or not


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    chance = Chance(3)
    taught = [(drawing.cells, drawing.kind == CAT) for drawing in drawings()[::5]]
    weights = tuple(chance.normal() / 4 for _ in range(CELLS + 1))
    slope, step = cat_or_not.gradient(weights, taught), 1e-5
    for place in (0, 17, 70, 143, CELLS):
        up, down = ((*weights[:place], weights[place] + sign * step, *weights[place + 1 :]) for sign in (1, -1))
        measured = (cat_or_not.loss(up, taught) - cat_or_not.loss(down, taught)) / (2 * step)
        assert slope[place] == pytest.approx(measured, abs=1e-6)


def test_learning_lowers_the_loss_at_every_epoch() -> None:
    taught = cat_or_not.examples(drawings(), [drawing.kind == CAT for drawing in drawings()])
    losses = [epoch.loss for epoch in cat_or_not.train(taught, 60)]
    assert losses[0] == pytest.approx(0.693147, abs=1e-6)
    assert all(after <= before for before, after in pairwise(losses[1:]))


def test_drawings_kept_apart_were_never_learnt_and_do_not_depend_on_how_many_are() -> None:
    few, many = (cat_or_not.split(drawings(), CAT, training, 4) for training in (4, 32))
    assert few[1] == many[1]
    assert len(many[0]) == 32
    assert len(many[1]) == 16
    assert not set(many[0]) & set(many[1])
    assert sum(drawing.kind == CAT for drawing in many[0]) == 16


def test_it_recognises_new_cats_better_than_chance_and_than_with_few_examples() -> None:
    def accuracy(training: int) -> float:
        made = [course(seed, training) for seed in range(24)]
        return sum(cat_or_not.judged(weights, unseen, CAT).accuracy for weights, unseen in made) / len(made)

    few, many = accuracy(4), accuracy(32)
    assert 0.65 <= many <= 0.80, "better than chance, and far from perfect: the pages say so"
    assert many >= few + 0.06


def test_it_knows_by_heart_what_it_has_learnt() -> None:
    learnt, _ = cat_or_not.split(drawings(), CAT, 32, 1)
    taught = cat_or_not.examples(learnt, [drawing.kind == CAT for drawing in learnt])
    assert cat_or_not.judged(cat_or_not.train(taught, 60)[-1].weights, learnt, CAT).accuracy == 1


def test_wrong_labels_do_harm() -> None:
    learnt, unseen = cat_or_not.split(drawings(), CAT, 32, 1)
    labels = [(drawing.kind == CAT) != (place % 2 == 0) for place, drawing in enumerate(learnt)]
    spoilt = cat_or_not.train(cat_or_not.examples(learnt, labels), 60)[-1].weights
    assert cat_or_not.judged(spoilt, unseen, CAT).right < cat_or_not.judged(course(1)[0], unseen, CAT).right


@pytest.mark.parametrize("seed", SEEDS)
def test_an_attack_changes_the_answer_with_the_fewest_cells(seed: int) -> None:
    weights, unseen = course(seed)
    for drawing in unseen:
        plan = cat_or_not.fewest(weights, drawing.cells)
        if not plan:
            continue
        before, after, nearly = (
            cat_or_not.probability(weights, cat_or_not.turned(drawing.cells, places)) > 0.5
            for places in ([], plan, plan[:-1])
        )
        assert before == nearly != after
        assert (
            not plan or (cat_or_not.probability(weights, cat_or_not.turned(drawing.cells, plan[:-1])) > 0.5) == before
        )


def test_counts_of_answers() -> None:
    counted = confusion([(True, True), (True, False), (False, True), (False, False), (False, False)])
    assert counted == Confusion(1, 1, 1, 2)
    assert (counted.right, counted.total, counted.accuracy) == (3, 5, 0.6)
    assert Confusion(0, 0, 0, 0).accuracy == 0
    assert margin(10_000, 0.1) < margin(16, 0.1) < 0.5


# The next word


def test_counts_are_exact() -> None:
    model = next_word.learn(TEXT, 2)
    assert next_word.words("L'été, qu'on dit-il : « 3,5 » ! aujourd'hui don't") == [
        "L'", "été", ",", "qu'", "on", "dit-il", ":", "«", "3,5", "»", "!", "aujourd'hui", "don't"]  # fmt: skip
    assert model.follows["Le",] == {"chat": 2, "chien": 1}
    assert model.follows["", "Le"] == {"chat": 2, "chien": 1}
    assert model.follows["Le", "chat"] == {"dort": 1, "mange": 1}
    assert sum(model.follows[()].values()) == len(next_word.words(TEXT)) == 12
    assert (".",) not in model.follows, "a sentence begins anew"


@settings(max_examples=40, deadline=None)
@given(
    order=st.integers(0, 5), before=st.lists(st.sampled_from(["Le", "chat", ".", "zèbre"]), max_size=6),
    temperature=st.sampled_from([0, 0.2, 1, 4]),
)  # fmt: skip
def test_probabilities_add_up_to_one(order: int, before: list[str], temperature: float) -> None:
    shares = next_word.probabilities(next_word.learn(TEXT, order), before, temperature)
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= 0
    assert set(shares) == set(next_word.words(TEXT))


def test_the_probability_of_a_word_is_the_one_a_hand_would_compute() -> None:
    shares = next_word.probabilities(next_word.learn(TEXT, 1), ["Le"])
    alone = (2 - 0.2) / 12 + 0.2 * 6 / 12 * (1 / 6)
    assert shares["chat"] == pytest.approx((2 - 0.2) / 3 + 0.2 * 2 / 3 * alone)


def test_heat_flattens_and_cold_decides() -> None:
    model = next_word.learn(TEXT, 1)
    cold, usual, hot = (next_word.probabilities(model, ["Le"], heat)["chat"] for heat in (0, 1, 4))
    assert hot < usual < cold
    assert cold == pytest.approx(1)


def test_the_same_seed_writes_the_same() -> None:
    model = next_word.learn(passage("verne-fr")["text"], 2)
    once, again, other = (next_word.write(model, ["Phileas", "Fogg"], 30, 1, seed) for seed in (1, 1, 2))
    assert once == again
    assert once != other


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_longer_memory_recites_more(lang: str) -> None:
    text = passage(f"verne-{lang}")["text"]
    runs = []
    for order in (0, 2, 5):
        model = next_word.learn(text, order)
        runs.append(sum(next_word.recited(text, next_word.write(model, [], 40, 1, seed)) for seed in range(5)))
    assert runs[0] < runs[1] < runs[2]


def test_likelihood_of_the_text_grows_with_memory() -> None:
    text = passage("saint-etienne-fr")["text"]
    read = next_word.words(text)[:60]

    def likelihood(order: int) -> float:
        model = next_word.learn(text, order)
        shares = [next_word.probabilities(model, read[:place])[word] for place, word in enumerate(read)]
        return float(prod(share ** (1 / len(shares)) for share in shares))

    assert likelihood(0) < likelihood(1) < likelihood(2)


def test_punctuation_is_set_as_the_language_wants() -> None:
    made = ["Qu'", "est", ",", "dit-il", "!", "«", "Oui", "»"]
    assert next_word.joined(made, french=True) == "Qu'est, dit-il ! « Oui »"
    assert next_word.joined(["Who", "?"], french=False) == "Who?"


# Noise to picture


@pytest.mark.parametrize("seed", SEEDS)
def test_a_view_of_the_whole_ends_at_a_known_drawing(seed: int) -> None:
    cells = tuple(drawing.cells for drawing in FACES)
    made = denoise.after(cells, seed, denoise.STEPS)
    assert far(made, nearest(made, FACES).cells) < 0.005


def test_a_narrow_view_makes_drawings_that_nobody_made() -> None:
    cells = tuple(drawing.cells for drawing in FACES)
    gaps = [
        far(made, nearest(made, FACES).cells)
        for seed in SEEDS
        for made in [denoise.after(cells, seed, denoise.STEPS, 1)]
    ]
    assert sum(gap > 0.05 for gap in gaps) >= len(SEEDS) * 0.8
    assert max(gaps) < 0.5


def test_the_guess_is_the_average_that_the_formula_says() -> None:
    black, white = (1.0,) * CELLS, (0.0,) * CELLS
    assert denoise.guess(black, [black, white], 0.5) == pytest.approx(black)
    middle = (0.5,) * CELLS
    assert denoise.guess(middle, [black, white], 0.5) == pytest.approx(middle)


def test_noise_shrinks_to_nothing_and_steps_are_kept() -> None:
    levels = [denoise.noise(level) for level in range(denoise.STEPS + 1)]
    assert all(after < before for before, after in pairwise(levels))
    assert levels[-1] == 0
    assert denoise.after((FACES[0].cells,), 1, 0) == denoise.start(1)
    assert denoise.after((FACES[0].cells,), 1, denoise.STEPS) == pytest.approx(FACES[0].cells)


# The files


def test_the_compiled_examples_are_those_of_data() -> None:
    data = Path(__file__).resolve().parents[2] / "data"
    assert compile_lessons(data) == lessons(), "run `make facts`"


def test_an_example_that_does_not_fit_is_named(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).resolve().parents[2] / "data/lecture", tmp_path / "lecture")
    file = tmp_path / "lecture/drawings.toml"
    file.write_text(file.read_text().replace(".#........#.\n", ".#........#\n", 1))
    with pytest.raises(ValueError, match=r"(?s)drawings.*cat-01"):
        compile_lessons(tmp_path)


# The game


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_round_has_a_person_on_one_side_and_a_machine_on_the_other(lang: str) -> None:
    assert len(rounds(lang)) == len(ROUNDS)
    assert set(human(lang).values()) == {"a", "b"}
    for name in ROUNDS:
        played = rounds(lang)[ROUNDS.index(name)]
        _, *pair = texts(name, lang)
        assert pair["ab".index(human(lang)[name])] == typeset(played["human"]["text"], lang)
        assert pair["ba".index(human(lang)[name])] == typeset(machine(name, lang), lang)
        assert pair[0] != pair[1]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_a_person_wrote_stands_in_the_text_it_is_said_to_come_from(lang: str) -> None:
    for played in rounds(lang):
        if "learnt" in played:
            whole = " ".join(passage(played["learnt"])["text"].split())
            assert played["human"]["text"].rstrip(".") in whole
            assert machine(ROUNDS[rounds(lang).index(played)], lang) not in whole
