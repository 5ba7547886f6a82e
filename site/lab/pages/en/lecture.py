"""Redo the lecture's arithmetic

Four numbers of the lecture, computed again from their sources, and the point where each stops being true.
"""

# %% [markdown]
# ## 502 tonnes to train GPT-3
#
# The electricity of the training, the CO2e of each kilowatt-hour: one product. All three facts come from the same table.

# %%
import wattprint
from wattprint.facts import load
from wattprint.notebook import bars, ranges, say, show, speak

speak("en")
facts = load()
electricity = facts.factor("training-gpt3-electricity").quantity
intensity = facts.factor("training-gpt3-grid").quantity
pue = facts.factor("training-gpt3-pue").quantity

whole = (electricity * intensity).to("t")
print("electricity × intensity:", say(whole, digits=3))
print("without the PUE:        ", say(whole / pue, digits=3))

# %% [question]
# The table says 502 t without cooling and 552 t with it. What is still missing? And what of the models trained since?

# %% [solution]
models = {
    "GPT-3 (2020)": "training-gpt3-carbon",
    "Llama 3 70B (2024)": "training-llama3-70-carbon",
    "Llama 3.1 405B (2024)": "training-llama31-405-carbon",
    "DeepSeek-V3 (2024)": "training-dsv3-carbon",
    "Grok 4 (2025, an estimate)": "training-grok4-carbon",
}
show(
    ranges(
        {name: facts.factor(id).quantity for name, id in models.items()},
        title="CO2e of some trainings",
    )
)
print(
    "Missing: the making of the servers, the failed runs and all the development."
)

# %% [markdown]
# ## 32.5 tonnes for the electricity of a thousand people
#
# The lecture starts from France's nuclear output of 2019, at 6 g per kWh, and shares it among the inhabitants.

# %%
nuclear = facts.factor("france-generation-nuclear-2019").quantity
six_grams = facts.factor("electricity-ademe-nuclear-old").quantity
emissions = (nuclear * six_grams).to("t/yr")
thousand = facts.factor("thousand-people-electricity-lecture").quantity
print("nuclear power, one year:  ", say(emissions))
print(
    "inhabitants that gives:   ",
    say(emissions.median / thousand.median * 1000),
)

# %% [question]
# This counts nuclear power only, at an old value. Redo it with the electricity of homes (`france-electricity-home`) and the life-cycle intensity (`france-carbon-intensity-life-cycle`). What becomes of the ratio to GPT-3?

# %% [solution]
home = facts.factor("france-electricity-home").quantity
cycle = facts.factor("france-carbon-intensity-life-cycle").quantity
redone = (
    home.median * cycle.median * 1000 / 1e6
)  # kWh × g/kWh × people, in tonnes
print("homes of a thousand people:", say(redone), "t a year")
print(
    "GPT-3 / a thousand people, in the lecture:", say(502 / thousand.median)
)
print(
    "GPT-3 / a thousand people, their homes:   ", say(whole.median / redone)
)

# %% [markdown]
# ## 60 GB for a model of 8 billion parameters
#
# The size of a model: its parameters, times the bytes of each.

# %%
model = wattprint.facts.load().model("llama-3-8b").model
parameters = model.architecture.total.median  # in billions
print(model.name + ":", say(parameters), "billion parameters")
sizes = {}
for bits in [64, 32, 16, 8, 4, 2]:
    sizes[f"{bits} bits a parameter"] = wattprint.Quantity(
        parameters * bits / 8, unit="GB"
    )
show(bars(sizes, title="Size of the same model by precision"))

# %% [question]
# Which precision do the lecture's 60 GB stand for? The published weights have 16 bits. And the 5 GB of the “compressed” model?

# %% [solution]
for name in (
    "model-size-llama-3-8b-lecture",
    "model-size-llama-3-8b-compressed-lecture",
):
    fact = facts.factor(name)
    print(
        fact.label["en"] + ":",
        say(fact.quantity.median * 8 / parameters),
        "bits a parameter",
    )
print(
    "As published, in 16 bits, the model weighs",
    say(parameters * 16 / 8),
    "GB.",
)

# %% [markdown]
# ## One request, ten Google searches
#
# The ratio comes from two numbers of different ages: an estimate of 2023 for ChatGPT, a figure of 2009 for a search.

# %%
chatgpt = facts.factor("request-chatgpt-de-vries-2023")
search = facts.factor("google-search-2009")
for fact in (chatgpt, search):
    print(
        fact.label["en"] + ":",
        say(fact.quantity),
        "—",
        fact.sources[0].date,
    )
print("ratio:", say(chatgpt.quantity / search.quantity))

# %% [question]
# And today? Compare with an estimate by Wattprint, then with what a provider published (`request-chatgpt-openai-2025`).

# %% [solution]
published = facts.factor("request-chatgpt-openai-2025").quantity
short = wattprint.estimate("gpt-4o", input_tokens=100, output_tokens=200)
long = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=600, reasoning_tokens=5000
)
show(
    ranges(
        {
            "the lecture (2023 / 2009)": chatgpt.quantity / search.quantity,
            "published by OpenAI (2025)": published / search.quantity,
            "short answer, estimated": short.energy / search.quantity,
            "with reasoning, estimated": long.energy / search.quantity,
        },
        title="One request, in Google searches",
    )
)
