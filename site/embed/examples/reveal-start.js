// As the documentation of reveal.js has it.
Reveal.initialize({ hash: true, controls: true, transition: "none", width: 960, height: 700 });
