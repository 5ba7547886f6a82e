# Un projet PyScript : `pyscript run lesson`, ou n'importe quel hébergement de pages statiques.
import wattprint
from wattprint.notebook import say, speak

speak("fr")
reponse = wattprint.estimate("gpt-4o", input_tokens=300, output_tokens=400, zone="FRA")
print(say(reponse))
