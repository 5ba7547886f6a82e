// Slides as a component: the arrow keys turn them, the element takes the model of the slide as a property. Templates
// compiled in the page need `app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("wattprint-")`.
const MODELS = ["chatgpt", "le-chat", "llama-3.1-8b"];
const place = document.querySelector("#deck");
const said = place.dataset;
const { createApp, h } = Vue;

const deck = createApp({
  data: () => ({ slide: 0, heard: "" }),
  mounted() {
    document.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowRight") this.turn(1);
      if (key === "ArrowLeft") this.turn(-1);
    });
  },
  methods: {
    turn(step) {
      this.slide = (this.slide + step + MODELS.length) % MODELS.length;
    },
  },
  render() {
    return [
      h("h1", said.title),
      h("p", said.intro),
      h("p", [
        h("button", { onClick: () => this.turn(-1) }, said.previous),
        h("button", { onClick: () => this.turn(1) }, said.next),
        `${said.model} : ${MODELS[this.slide]}`,
      ]),
      h("wattprint-calculator", {
        lang: said.lang,
        model: MODELS[this.slide],
        theme: "dark",
        onChange: ({ detail }) => (this.heard = detail?.state ? new URLSearchParams(detail.state).toString() : this.heard),
      }),
      h("p", { class: "heard" }, this.heard && `${said.heard} ${this.heard}`),
    ];
  },
});
deck.mount(place);
