"""Estimer une requête

Une réponse de chatbot consomme de l'électricité quelque part. Combien ? Et jusqu'où peut-on le savoir ?
"""

# %% [markdown]
# ## Combien d'énergie pour une réponse ?
#
# Un modèle lit et écrit des *jetons*, des morceaux de mots. Ici, il en lit 300 (la question) et en écrit 400 (une réponse d'une demi-page), dans un centre de données situé en France.

# %%
import wattprint
from wattprint.notebook import bars, ranges, say, show, speak

speak("fr")
reponse = wattprint.estimate(
    "gpt-4o", input_tokens=300, output_tokens=400, zone="FRA"
)
print("Électricité :", say(reponse.energy))
show(reponse)

# %% [question]
# L'intervalle est large : la vraie valeur peut être plusieurs fois plus petite ou plus grande. Qu'ignore-t-on ? Ouvrez le détail du calcul sous la carte et cherchez le facteur le plus incertain.

# %% [solution]
facteurs = {
    fact.id: fact for step in reponse.steps for fact in step.factors
}
for fact in sorted(
    facteurs.values(),
    key=lambda fact: fact.quantity.low / fact.quantity.high,
)[:3]:
    print(fact.label["fr"], ":", say(fact.quantity))

# %% [markdown]
# ## Deux fois plus long, deux fois plus cher ?
#
# Écrire une réponse se fait jeton après jeton : chacun demande de relire tous les paramètres actifs du modèle. On fait varier la longueur et on regarde.

# %%
longueurs = [50, 100, 200, 400, 800, 1600]
energies = {}
for jetons in longueurs:
    energies[f"{jetons} jetons"] = wattprint.estimate(
        "gpt-4o", output_tokens=jetons
    ).energy
show(bars(energies, title="Énergie selon la longueur de la réponse"))

# %% [question]
# Par combien l'énergie est-elle multipliée quand la réponse passe de 400 à 800 jetons ? Et quand c'est la *question* qui double ?


# %% [solution]
def mediane(**jetons):
    return wattprint.estimate("gpt-4o", **jetons).energy.median


print(
    "réponse doublée  : ×",
    say(mediane(output_tokens=800) / mediane(output_tokens=400)),
)
print(
    "question doublée : ×",
    say(
        mediane(input_tokens=600, output_tokens=400)
        / mediane(input_tokens=300, output_tokens=400)
    ),
)

# %% [markdown]
# ## Petit modèle, grand modèle
#
# La même réponse de 400 jetons, par des modèles de tailles différentes. L'échelle est logarithmique : chaque graduation vaut dix fois la précédente.

# %%
modeles = ["llama-3.1-8b", "mistral-large", "gpt-4o", "deepseek-r1"]
energies = {}
for modele in modeles:
    energies[modele] = wattprint.estimate(
        modele, output_tokens=400, zone="USA"
    ).energy
show(ranges(energies, title="La même réponse, quatre modèles"))

# %% [question]
# Un modèle « qui raisonne » écrit des milliers de jetons avant sa réponse. Ajoutez `reasoning_tokens=4000` : quel écart avec la réponse directe ?

# %% [solution]
directe = wattprint.estimate("deepseek-r1", output_tokens=400, zone="USA")
raisonnee = wattprint.estimate(
    "deepseek-r1", output_tokens=400, reasoning_tokens=4000, zone="USA"
)
show(
    bars(
        {
            "réponse directe": directe.energy,
            "avec raisonnement": raisonnee.energy,
        },
        title="Raisonner avant de répondre",
    )
)
print("×", say(raisonnee.energy.median / directe.energy.median))

# %% [markdown]
# ## Où se trouve le centre de données ?
#
# L'électricité n'est pas produite de la même façon partout. On garde la même requête et on déplace les machines.

# %%
zones = {
    "France": "FRA",
    "Suède": "SWE",
    "États-Unis": "USA",
    "Pologne": "POL",
}
carbone = {}
for nom, code in zones.items():
    carbone[nom] = wattprint.estimate(
        "mistral-large", output_tokens=400, zone=code
    ).carbon
show(bars(carbone, title="Gaz à effet de serre selon le pays des machines"))

# %% [question]
# Le pays change-t-il aussi l'énergie consommée ? Et l'eau ?

# %% [solution]
for nom, code in zones.items():
    ici = wattprint.estimate("mistral-large", output_tokens=400, zone=code)
    print(f"{nom:12} {say(ici.energy):35} {say(ici.water)}")
print("L'énergie ne change pas ; l'eau, si : celle des centrales.")
