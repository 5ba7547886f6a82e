"""Changer un facteur

Une estimation est une suite de produits. Chaque facteur est un fait, avec sa source et son intervalle : changez-le et regardez ce qui bouge.
"""

# %% [markdown]
# ## D'où viennent les nombres ?
#
# Une estimation garde ses étapes, et chaque étape les facteurs qu'elle a utilisés, avec l'endroit où ils ont été lus.

# %%
import wattprint
from wattprint.facts import changed
from wattprint.notebook import bars, ranges, say, show, speak

speak("fr")
reponse = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
)
for etape in reponse.steps[:4]:
    print(etape.id, "=", say(etape.result))
    for fact in etape.factors:
        print("    ", fact.id, "=", say(fact.quantity))

# %% [question]
# Choisissez un facteur : dans quel document a-t-il été lu, et où exactement ? Quand l'a-t-on vérifié pour la dernière fois ?

# %% [solution]
fact = reponse.steps[0].factors[-1]
print(fact.label["fr"], ":", say(fact.quantity))
print("lu ici    :", fact.where)
print("vérifié le", fact.checked)
for source in fact.sources:
    print("source    :", source.title, "—", source.publisher, source.date)

# %% [markdown]
# ## Et si l'électricité française était celle d'un pays à charbon ?
#
# `changed` remplace un fait le temps d'un bloc `with`. Rien d'autre ne change, et rien ne reste après le bloc.


# %%
def carbone():
    return wattprint.estimate(
        "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
    ).carbon


avant = carbone()
with changed({"ember-2025:FRA": 600}):  # g de CO2e par kWh
    charbon = carbone()
show(
    bars(
        {"le réseau français": avant, "à 600 g par kWh": charbon},
        title="La même réponse, une autre électricité",
    )
)

# %% [question]
# L'intensité est multipliée par quinze environ. Et le résultat ? Qu'est-ce qui ne dépend pas du réseau ?

# %% [solution]
intensite = {
    fact.id: fact for step in reponse.steps for fact in step.factors
}["ember-2025:FRA"].quantity
print("intensité : ×", say(600 / intensite.median))
print("résultat  : ×", say(charbon.median / avant.median))
print("Le reste est la fabrication des serveurs, faite une fois, ailleurs.")

# %% [markdown]
# ## Un facteur, toutes ses valeurs
#
# Le PUE dit combien de kilowattheures entrent dans le centre de données pour un kilowattheure de calcul : 1 serait parfait. On le fait varier.

# %%
energies = {}
for pue in [1.0, 1.1, 1.2, 1.4, 1.6, 2.0]:
    with changed({"pue-microsoft": pue}):
        energies[f"PUE {pue}"] = wattprint.estimate(
            "gpt-4o", output_tokens=400
        ).energy
show(bars(energies, title="Énergie d'une réponse selon le PUE"))

# %% [question]
# L'énergie est-elle proportionnelle au PUE ? Essayez un autre facteur de la première cellule : `serving-2026/idle-machines`, par exemple.


# %% [solution]
def energie(valeur):
    with changed({"pue-microsoft": valeur}):
        return wattprint.estimate("gpt-4o", output_tokens=400).energy.median


print("de 1 à 2 : ×", say(energie(2) / energie(1)))

# %% [markdown]
# ## Quel facteur compte le plus ?
#
# On met chaque facteur à sa borne basse, puis à sa borne haute, les autres restant à leur médiane. Les plus longues bandes sont les plus grandes inconnues.

# %%
requete = {"input_tokens": 300, "output_tokens": 400, "zone": "FRA"}
milieu = wattprint.estimate("gpt-4o", **requete)
facteurs = {fact.id: fact for step in milieu.steps for fact in step.factors}
effets = {}
for fact in facteurs.values():
    if fact.id.startswith("model/"):  # le modèle se choisit dans estimate
        continue
    with changed({fact.id: fact.quantity.low}):
        a = wattprint.estimate("gpt-4o", **requete).carbon.median
    with changed({fact.id: fact.quantity.high}):
        b = wattprint.estimate("gpt-4o", **requete).carbon.median
    low, high = sorted([a, b])
    if high > 1.02 * low:
        m = milieu.carbon.median
        effets[fact.label["fr"]] = wattprint.Quantity(
            m, min(low, m), max(high, m), "g"
        )
effets = dict(
    sorted(effets.items(), key=lambda ligne: ligne[1].low / ligne[1].high)
)
show(
    ranges(
        effets,
        title="CO2e d'une réponse : ce que chaque facteur fait varier",
    )
)

# %% [question]
# Quelle inconnue faudrait-il lever en premier ? Qui pourrait la lever ?

# %% [solution]
premier, bornes = next(iter(effets.items()))
print(
    "D'abord :",
    premier,
    "— de",
    say(bornes.low),
    "à",
    say(bornes.high),
    "g",
)
print(
    "Seuls les fournisseurs savent comment ils servent leurs requêtes : eux seuls peuvent la publier."
)
