// A page that chats as such pages do: it posts a message and shows the stream as it comes.
const talk = document.querySelector("#talk");

/** @param {string} text @param {string} [id] */
window.say = async (text, id = crypto.randomUUID()) => {
  const asked = { id, author: { role: "user" }, content: { content_type: "text", parts: [text] } };
  const body = JSON.stringify({ action: "next", messages: [asked], model: "auto", conversation_id: "c-demo" });
  const shown = talk.appendChild(document.createElement("p"));
  const response = await fetch("/backend-api/f/conversation", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part; !(part = await reader.read()).done; ) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const line of lines.filter((each) => each.startsWith("data: {"))) {
      const { o, v } = JSON.parse(line.slice(6));
      if (o === "append") shown.textContent += v;
    }
  }
  return shown.textContent;
};

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const prompt = document.querySelector("#prompt");
  window.say(prompt.value);
  prompt.value = "";
});
