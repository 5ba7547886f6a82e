"""Change a factor

An estimate is a chain of products. Each factor is a fact, with its source and its interval: change one, and see what moves.
"""

# %% [markdown]
# ## Where do the numbers come from?
#
# An estimate keeps its steps, and each step the factors it used, with the place where they were read.

# %%
import wattprint
from wattprint.facts import changed
from wattprint.notebook import bars, ranges, say, show, speak

speak("en")
answer = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
)
for step in answer.steps[:4]:
    print(step.id, "=", say(step.result))
    for fact in step.factors:
        print("    ", fact.id, "=", say(fact.quantity))

# %% [question]
# Choose a factor: in which document was it read, and where exactly? When was it last checked?

# %% [solution]
fact = answer.steps[0].factors[-1]
print(fact.label["en"] + ":", say(fact.quantity))
print("read at:", fact.where)
print("checked on", fact.checked)
for source in fact.sources:
    print("source: ", source.title, "—", source.publisher, source.date)

# %% [markdown]
# ## What if French electricity came from coal?
#
# `changed` replaces a fact for the length of a `with` block. Nothing else changes, and nothing stays after the block.


# %%
def carbon():
    return wattprint.estimate(
        "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
    ).carbon


before = carbon()
with changed({"ember-2025:FRA": 600}):  # g of CO2e per kWh
    coal = carbon()
show(
    bars(
        {"the French grid": before, "at 600 g per kWh": coal},
        title="The same answer, another electricity",
    )
)

# %% [question]
# The intensity is about fifteen times as high. And the result? What does not depend on the grid?

# %% [solution]
intensity = {
    fact.id: fact for step in answer.steps for fact in step.factors
}["ember-2025:FRA"].quantity
print("intensity: ×", say(600 / intensity.median))
print("result:    ×", say(coal.median / before.median))
print("The rest is the making of the servers, done once, elsewhere.")

# %% [markdown]
# ## One factor, all its values
#
# The PUE says how many kilowatt-hours enter the data centre for one of computation: 1 would be perfect. Let it vary.

# %%
energies = {}
for pue in [1.0, 1.1, 1.2, 1.4, 1.6, 2.0]:
    with changed({"pue-microsoft": pue}):
        energies[f"PUE {pue}"] = wattprint.estimate(
            "gpt-4o", output_tokens=400
        ).energy
show(bars(energies, title="Energy of an answer by PUE"))

# %% [question]
# Is the energy proportional to the PUE? Try another factor of the first cell: `serving-2026/idle-machines`, for instance.


# %% [solution]
def energy(value):
    with changed({"pue-microsoft": value}):
        return wattprint.estimate("gpt-4o", output_tokens=400).energy.median


print("from 1 to 2: ×", say(energy(2) / energy(1)))

# %% [markdown]
# ## Which factor matters most?
#
# Set each factor to its lower bound, then to its upper one, the others staying at their median. The longest bands are the largest unknowns.

# %%
request = {"input_tokens": 300, "output_tokens": 400, "zone": "FRA"}
middle = wattprint.estimate("gpt-4o", **request)
factors = {fact.id: fact for step in middle.steps for fact in step.factors}
effects = {}
for fact in factors.values():
    if fact.id.startswith("model/"):  # the model is chosen in estimate
        continue
    with changed({fact.id: fact.quantity.low}):
        a = wattprint.estimate("gpt-4o", **request).carbon.median
    with changed({fact.id: fact.quantity.high}):
        b = wattprint.estimate("gpt-4o", **request).carbon.median
    low, high = sorted([a, b])
    if high > 1.02 * low:
        m = middle.carbon.median
        effects[fact.label["en"]] = wattprint.Quantity(
            m, min(low, m), max(high, m), "g"
        )
effects = dict(
    sorted(effects.items(), key=lambda line: line[1].low / line[1].high)
)
show(
    ranges(effects, title="CO2e of an answer: how far each factor moves it")
)

# %% [question]
# Which unknown should be lifted first? Who could lift it?

# %% [solution]
first, bounds = next(iter(effects.items()))
print(
    "First:", first, "— from", say(bounds.low), "to", say(bounds.high), "g"
)
print(
    "Only the providers know how they serve their requests: they alone can publish it."
)
