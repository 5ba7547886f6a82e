// A page that chats as such pages do: it posts a message and shows the stream as it comes.
const talk = document.querySelector("#talk");

/** Says something, and gives the answer. @param {string} text @param {string} [id] */
window.say = (text, id = crypto.randomUUID()) => (location.hostname === "llm.example.org" ? complete : converse)(text, id);

/** Asks again and again until it is told to stop. @param {string} text @param {string} letter of the names of its questions */
window.ask = async (text, letter) => {
  window.going = true;
  for (let n = 0; window.going; n += 1) await window.say(text, `${letter}${n}`);
};

/** @param {string} text @param {string} id */
async function converse(text, id) {
  const asked = { id, author: { role: "user" }, content: { content_type: "text", parts: [text] } };
  const body = { action: "next", messages: [asked], model: "auto", conversation_id: "c-demo" };
  return stream("/backend-api/f/conversation", body, ({ o, v }) => (o === "append" && typeof v === "string" ? v : ""));
}

/** @param {string} text @param {string} id */
async function complete(text, id) {
  const body = { model: "gpt-5", stream: true, messages: [{ id, role: "user", content: text }] };
  return stream("/v1/chat/completions", body, ({ choices }) => choices[0].delta.content);
}

/** @param {string} path @param {object} asked @param {(frame: any) => string} read */
async function stream(path, asked, read) {
  const shown = talk.appendChild(document.createElement("p"));
  const body = JSON.stringify(asked);
  const response = await fetch(path, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part; !(part = await reader.read()).done; ) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const line of lines.filter((each) => each.startsWith("data: {"))) shown.textContent += read(JSON.parse(line.slice(6)));
  }
  return shown.textContent;
}

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const prompt = document.querySelector("#prompt");
  window.say(prompt.value);
  prompt.value = "";
});
