"""Plot your week

One request weighs next to nothing; a week a little more; a class, a year, more still. Count for yourself.
"""

# %% [markdown]
# ## Your week, day by day
#
# Put your own numbers in: how many answers did you ask for each day? Each bar shows the median, and its band the 90 % interval.

# %%
import wattprint
from wattprint.notebook import bars, say, show, speak, timeline

speak("en")
week = {
    "2026-11-16": 6,
    "2026-11-17": 14,
    "2026-11-18": 3,
    "2026-11-19": 22,
    "2026-11-20": 9,
    "2026-11-22": 4,
}
one = wattprint.estimate("gpt-4o", input_tokens=300, output_tokens=400)
energies = {}
for day, count in week.items():
    energies[day] = one.energy * count
show(timeline(energies, title="My week"))
print("In all:", say(one.energy * sum(week.values())))

# %% [question]
# If one request is wrong by a factor of 3, by how much is the week wrong? Why does the interval of the sum not shrink?

# %% [solution]
total = one.energy * sum(week.values())
print("one request: ×", say(one.energy.high / one.energy.median), "at most")
print("the week:    ×", say(total.high / total.median), "at most")
print(
    "All requests share the same unknowns: the error is the same for each of them, so it does not cancel out."
)

# %% [markdown]
# ## Several uses
#
# Nobody asks the same thing all the time. Each line: a name, how often a week, and the request itself.

# %%
uses = [
    ("short questions", 30, {"input_tokens": 50, "output_tokens": 150}),
    (
        "summaries of documents",
        5,
        {"input_tokens": 8000, "output_tokens": 400},
    ),
    ("help with code", 12, {"input_tokens": 2000, "output_tokens": 900}),
    (
        "problems with reasoning",
        4,
        {
            "input_tokens": 300,
            "output_tokens": 600,
            "reasoning_tokens": 5000,
        },
    ),
    ("pictures", 2, {"images": 1}),
]
parts = {}
for name, times, request in uses:
    parts[f"{name} (×{times})"] = (
        wattprint.estimate("gpt-4o", **request).energy * times
    )
show(bars(parts, title="My week, by use", sort=True))

# %% [question]
# Which use weighs most? Is it the most frequent one? Compute the share of each.

# %% [solution]
everything = sum(part.median for part in parts.values())
for name, part in sorted(parts.items(), key=lambda line: -line[1].median):
    print(f"{name:35} {part.median / everything:6.0%}")

# %% [markdown]
# ## A year, compared
#
# The year, in things everybody knows. Each equivalent has its source and an interval of its own.

# %%
from functools import reduce
from operator import add

from wattprint.equivalents import equivalents

weeks = 52
year = reduce(add, parts.values()) * weeks
print("My year:", say(year))
for thing in equivalents({"energy": year}):
    print("  as much as", say(thing.times), thing.many["en"])

# %% [question]
# Is a year of these uses a lot? Compare it with the electricity of a French home, per person and year (the fact `france-electricity-home`).

# %% [solution]
from wattprint.facts import load

home = load().factor("france-electricity-home")
print(home.label["en"] + ":", say(home.quantity), "—", home.where)
print("share:", say(year.median / home.quantity.median / 1000 * 100), "%")

# %% [markdown]
# ## Using less: what matters?
#
# Four possible changes to the same week.


# %%
def week_of(model="gpt-4o", times=40, **tokens):
    return wattprint.estimate(model, **tokens).energy * times


choices = {
    "as today": week_of(
        input_tokens=300, output_tokens=400, reasoning_tokens=1000
    ),
    "half as many requests": week_of(
        times=20, input_tokens=300, output_tokens=400, reasoning_tokens=1000
    ),
    "answers half as long": week_of(
        input_tokens=300, output_tokens=200, reasoning_tokens=1000
    ),
    "without reasoning": week_of(input_tokens=300, output_tokens=400),
    "with a small model": week_of(
        "llama-3.1-8b",
        input_tokens=300,
        output_tokens=400,
        reasoning_tokens=1000,
    ),
}
show(bars(choices, title="The same week, five ways"))

# %% [question]
# Which lever is the strongest? Can they be combined?

# %% [solution]
choices["all of them"] = week_of(
    "llama-3.1-8b", times=20, input_tokens=300, output_tokens=200
)
show(bars(choices, title="The same week, six ways", sort=True))
