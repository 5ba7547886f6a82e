"""Refaire les calculs du cours

Quatre nombres du cours, recalculés à partir de leurs sources, et l'endroit où chacun cesse d'être vrai.
"""

# %% [markdown]
# ## 502 tonnes pour entraîner GPT-3
#
# L'électricité de l'entraînement, le CO2e de chaque kilowattheure : un produit. Les trois faits viennent du même tableau.

# %%
import wattprint
from wattprint.facts import load
from wattprint.notebook import bars, ranges, say, show, speak

speak("fr")
faits = load()
electricite = faits.factor("training-gpt3-electricity").quantity
intensite = faits.factor("training-gpt3-grid").quantity
pue = faits.factor("training-gpt3-pue").quantity

entier = (electricite * intensite).to("t")
print("électricité × intensité :", say(entier, digits=3))
print("sans le PUE             :", say(entier / pue, digits=3))

# %% [question]
# Le tableau donne 502 t sans le refroidissement et 552 t avec. Que manque-t-il encore ? Et que donnent les modèles entraînés depuis ?

# %% [solution]
modeles = {
    "GPT-3 (2020)": "training-gpt3-carbon",
    "Llama 3 70B (2024)": "training-llama3-70-carbon",
    "Llama 3.1 405B (2024)": "training-llama31-405-carbon",
    "DeepSeek-V3 (2024)": "training-dsv3-carbon",
    "Grok 4 (2025, estimation)": "training-grok4-carbon",
}
show(
    ranges(
        {nom: faits.factor(id).quantity for nom, id in modeles.items()},
        title="CO2e de quelques entraînements",
    )
)
print(
    "Il manque la fabrication des serveurs, les essais ratés et tout le développement."
)

# %% [markdown]
# ## 32,5 tonnes pour l'électricité de mille personnes
#
# Le cours part de la production nucléaire française de 2019, à 6 g par kWh, et la partage entre les habitants.

# %%
nucleaire = faits.factor("france-generation-nuclear-2019").quantity
six_grammes = faits.factor("electricity-ademe-nuclear-old").quantity
emissions = (nucleaire * six_grammes).to("t/yr")
mille = faits.factor("thousand-people-electricity-lecture").quantity
print("le nucléaire, en un an  :", say(emissions))
print(
    "habitants que cela fait :", say(emissions.median / mille.median * 1000)
)

# %% [question]
# Ce calcul ne compte que le nucléaire, et une ancienne valeur. Refaites-le avec l'électricité du logement (`france-electricity-home`) et l'intensité du cycle de vie (`france-carbon-intensity-life-cycle`). Que devient le rapport avec GPT-3 ?

# %% [solution]
logement = faits.factor("france-electricity-home").quantity
cycle = faits.factor("france-carbon-intensity-life-cycle").quantity
refait = (
    logement.median * cycle.median * 1000 / 1e6
)  # kWh × g/kWh × personnes, en tonnes
print("logement de mille personnes :", say(refait), "t par an")
print(
    "GPT-3 / mille personnes, dans le cours    :", say(502 / mille.median)
)
print(
    "GPT-3 / mille personnes, logement compris :",
    say(entier.median / refait),
)

# %% [markdown]
# ## 60 Go pour un modèle de 8 milliards de paramètres
#
# La taille d'un modèle : ses paramètres, fois le nombre d'octets de chacun.

# %%
modele = wattprint.facts.load().model("llama-3-8b").model
parametres = modele.architecture.total.median  # en milliards
print(modele.name, ":", say(parametres), "milliards de paramètres")
tailles = {}
for bits in [64, 32, 16, 8, 4, 2]:
    tailles[f"{bits} bits par paramètre"] = wattprint.Quantity(
        parametres * bits / 8, unit="GB"
    )
show(bars(tailles, title="Taille du même modèle selon la précision"))

# %% [question]
# À quelle précision correspondent les 60 Go du cours ? Les poids publiés sont en 16 bits. Et les 5 Go du modèle « compressé » ?

# %% [solution]
for nom in (
    "model-size-llama-3-8b-lecture",
    "model-size-llama-3-8b-compressed-lecture",
):
    fait = faits.factor(nom)
    print(
        fait.label["fr"],
        ":",
        say(fait.quantity.median * 8 / parametres),
        "bits par paramètre",
    )
print("Publié en 16 bits, le modèle pèse", say(parametres * 16 / 8), "Go.")

# %% [markdown]
# ## Une requête, dix recherches Google
#
# Le rapport vient de deux nombres d'âges différents : une estimation de 2023 pour ChatGPT, un chiffre de 2009 pour une recherche.

# %%
chatgpt = faits.factor("request-chatgpt-de-vries-2023")
recherche = faits.factor("google-search-2009")
for fait in (chatgpt, recherche):
    print(
        fait.label["fr"], ":", say(fait.quantity), "—", fait.sources[0].date
    )
print("rapport :", say(chatgpt.quantity / recherche.quantity))

# %% [question]
# Et aujourd'hui ? Comparez avec une estimation de Wattprint, puis avec ce que les fournisseurs ont publié (`request-chatgpt-openai-2025`).

# %% [solution]
publie = faits.factor("request-chatgpt-openai-2025").quantity
courte = wattprint.estimate("gpt-4o", input_tokens=100, output_tokens=200)
longue = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=600, reasoning_tokens=5000
)
show(
    ranges(
        {
            "le cours (2023 / 2009)": chatgpt.quantity / recherche.quantity,
            "publié par OpenAI (2025)": publie / recherche.quantity,
            "réponse courte, estimée": courte.energy / recherche.quantity,
            "avec raisonnement, estimée": longue.energy
            / recherche.quantity,
        },
        title="Une requête, en recherches Google",
    )
)
