"""Estimate a request

A chatbot's answer uses electricity somewhere. How much? And how far can anyone know?
"""

# %% [markdown]
# ## How much energy for one answer?
#
# A model reads and writes *tokens*, pieces of words. Here it reads 300 of them (the question) and writes 400 (half a page), in a data centre in France.

# %%
import wattprint
from wattprint.notebook import bars, ranges, say, show, speak

speak("en")
answer = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
)
print("Electricity:", say(answer.energy))
show(answer)

# %% [question]
# The interval is wide: the true value may be several times smaller or larger. What does nobody outside know? Open the working under the card and look for the least certain factor.

# %% [solution]
factors = {fact.id: fact for step in answer.steps for fact in step.factors}
for fact in sorted(
    factors.values(),
    key=lambda fact: fact.quantity.low / fact.quantity.high,
)[:3]:
    print(fact.label["en"] + ":", say(fact.quantity))

# %% [markdown]
# ## Twice as long, twice as much?
#
# An answer is written token after token, and each one takes reading all the active parameters of the model again. Let the length vary, and look.

# %%
lengths = [50, 100, 200, 400, 800, 1600]
energies = {}
for tokens in lengths:
    energies[f"{tokens} tokens"] = wattprint.estimate(
        "gpt-4o", output_tokens=tokens
    ).energy
show(bars(energies, title="Energy by length of the answer"))

# %% [question]
# By how much is the energy multiplied when the answer grows from 400 to 800 tokens? And when it is the *question* that doubles?


# %% [solution]
def median(**tokens):
    return wattprint.estimate("gpt-4o", **tokens).energy.median


print(
    "answer doubled:   ×",
    say(median(output_tokens=800) / median(output_tokens=400)),
)
print(
    "question doubled: ×",
    say(
        median(input_tokens=600, output_tokens=400)
        / median(input_tokens=300, output_tokens=400)
    ),
)

# %% [markdown]
# ## Small model, large model
#
# The same answer of 400 tokens, by models of different sizes. The scale is logarithmic: each mark is ten times the one before.

# %%
models = ["llama-3.1-8b", "mistral-large", "gpt-4o", "deepseek-r1"]
energies = {}
for model in models:
    energies[model] = wattprint.estimate(
        model, output_tokens=400, zone="USA"
    ).energy
show(ranges(energies, title="The same answer, four models"))

# %% [question]
# A “reasoning” model writes thousands of tokens before its answer. Add `reasoning_tokens=4000`: how far is that from the direct answer?

# %% [solution]
direct = wattprint.estimate("deepseek-r1", output_tokens=400, zone="USA")
reasoned = wattprint.estimate(
    "deepseek-r1", output_tokens=400, reasoning_tokens=4000, zone="USA"
)
show(
    bars(
        {"direct answer": direct.energy, "with reasoning": reasoned.energy},
        title="Thinking before answering",
    )
)
print("×", say(reasoned.energy.median / direct.energy.median))

# %% [markdown]
# ## Where does the data centre stand?
#
# Electricity is not made in the same way everywhere. Keep the request, move the machines.

# %%
zones = {
    "France": "FRA",
    "Sweden": "SWE",
    "United States": "USA",
    "Poland": "POL",
}
carbon = {}
for name, code in zones.items():
    carbon[name] = wattprint.estimate(
        "mistral-large", output_tokens=400, zone=code
    ).carbon
show(bars(carbon, title="Greenhouse gases by country of the machines"))

# %% [question]
# Does the country change the energy too? And the water?

# %% [solution]
for name, code in zones.items():
    here = wattprint.estimate("mistral-large", output_tokens=400, zone=code)
    print(f"{name:14} {say(here.energy):35} {say(here.water)}")
print(
    "The energy stays the same; the water does not: that of the power plants."
)
