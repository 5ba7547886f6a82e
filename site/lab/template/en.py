# A PyScript project: `pyscript run lesson`, or any host of static pages.
import wattprint
from wattprint.notebook import say, speak

speak("en")
answer = wattprint.estimate("gpt-4o", input_tokens=300, output_tokens=400, zone="FRA")
print(say(answer))
