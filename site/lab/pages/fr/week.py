"""Dessiner sa semaine

Une requête ne pèse presque rien ; une semaine, un peu plus ; une classe, une année, davantage. À vous de compter.
"""

# %% [markdown]
# ## Votre semaine, jour par jour
#
# Remplacez les nombres par les vôtres : combien de réponses avez-vous demandées chaque jour ? Chaque barre montre la médiane, et sa bande l'intervalle à 90 %.

# %%
import wattprint
from wattprint.notebook import bars, say, show, speak, timeline

speak("fr")
semaine = {
    "2026-11-16": 6,
    "2026-11-17": 14,
    "2026-11-18": 3,
    "2026-11-19": 22,
    "2026-11-20": 9,
    "2026-11-22": 4,
}
une = wattprint.estimate("gpt-4o", input_tokens=300, output_tokens=400)
energies = {}
for jour, nombre in semaine.items():
    energies[jour] = une.energy * nombre
show(timeline(energies, title="Ma semaine"))
print("En tout :", say(une.energy * sum(semaine.values())))

# %% [question]
# Si l'on se trompe d'un facteur 3 sur une requête, de combien se trompe-t-on sur la semaine ? Pourquoi l'intervalle de la somme ne se resserre-t-il pas ?

# %% [solution]
total = une.energy * sum(semaine.values())
print(
    "une requête : ×", say(une.energy.high / une.energy.median), "au plus"
)
print("la semaine  : ×", say(total.high / total.median), "au plus")
print(
    "Toutes les requêtes partagent les mêmes inconnues : l'erreur est la même pour toutes, elle ne se compense pas."
)

# %% [markdown]
# ## Plusieurs usages
#
# On ne demande pas toujours la même chose. Chaque ligne : un nom, combien de fois par semaine, et la requête elle-même.

# %%
usages = [
    ("questions courtes", 30, {"input_tokens": 50, "output_tokens": 150}),
    (
        "résumés de documents",
        5,
        {"input_tokens": 8000, "output_tokens": 400},
    ),
    ("aide au code", 12, {"input_tokens": 2000, "output_tokens": 900}),
    (
        "problèmes avec raisonnement",
        4,
        {
            "input_tokens": 300,
            "output_tokens": 600,
            "reasoning_tokens": 5000,
        },
    ),
    ("images", 2, {"images": 1}),
]
parts = {}
for nom, fois, requete in usages:
    parts[f"{nom} (×{fois})"] = (
        wattprint.estimate("gpt-4o", **requete).energy * fois
    )
show(bars(parts, title="Ma semaine, par usage", sort=True))

# %% [question]
# Quel usage pèse le plus ? Est-ce le plus fréquent ? Calculez la part de chacun.

# %% [solution]
somme = sum(part.median for part in parts.values())
for nom, part in sorted(parts.items(), key=lambda ligne: -ligne[1].median):
    print(f"{nom:35} {part.median / somme:6.0%}")

# %% [markdown]
# ## Une année, comparée
#
# L'année, en choses connues. Chaque équivalence a sa source et son propre intervalle.

# %%
from functools import reduce
from operator import add

from wattprint.equivalents import equivalents

semaines = 52
annee = reduce(add, parts.values()) * semaines
print("Mon année :", say(annee))
for chose in equivalents({"energy": annee}):
    print("  autant que", say(chose.times), chose.many["fr"])

# %% [question]
# Une année de ces usages, est-ce beaucoup ? Comparez-la à l'électricité d'un logement, par personne et par an (fait `france-electricity-home`).

# %% [solution]
from wattprint.facts import load

logement = load().factor("france-electricity-home")
print(
    logement.label["fr"], ":", say(logement.quantity), "—", logement.where
)
print(
    "part :", say(annee.median / logement.quantity.median / 1000 * 100), "%"
)

# %% [markdown]
# ## Réduire : qu'est-ce qui compte ?
#
# Quatre changements possibles pour la même semaine.


# %%
def semaine_de(modele="gpt-4o", fois=40, **jetons):
    return wattprint.estimate(modele, **jetons).energy * fois


choix = {
    "comme aujourd'hui": semaine_de(
        input_tokens=300, output_tokens=400, reasoning_tokens=1000
    ),
    "deux fois moins de requêtes": semaine_de(
        fois=20, input_tokens=300, output_tokens=400, reasoning_tokens=1000
    ),
    "réponses deux fois plus courtes": semaine_de(
        input_tokens=300, output_tokens=200, reasoning_tokens=1000
    ),
    "sans raisonnement": semaine_de(input_tokens=300, output_tokens=400),
    "avec un petit modèle": semaine_de(
        "llama-3.1-8b",
        input_tokens=300,
        output_tokens=400,
        reasoning_tokens=1000,
    ),
}
show(bars(choix, title="La même semaine, cinq façons"))

# %% [question]
# Quel est le levier le plus fort ? Peut-on les combiner ?

# %% [solution]
choix["tout à la fois"] = semaine_de(
    "llama-3.1-8b", fois=20, input_tokens=300, output_tokens=200
)
show(bars(choix, title="La même semaine, six façons", sort=True))
