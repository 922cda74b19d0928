/** Kinds and relations with their looks and counts; each entry is a switch. */
class Legend {
  /** @param {View} view @param {() => void} changed */
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    const { marks, lines } = view.graph;
    document.getElementById("legend-entries").append(
      element("h3", {}, "Kinds"),
      element("div", {}, ...this.entries(marks, "hiddenMarks", markSwatch)),
      element("h3", {}, "Relations"),
      element("div", {}, ...this.entries(lines, "hiddenLines", lineSwatch)),
    );
    view.listeners.push(() => this.mark());
    this.mark();
  }

  entries(looks, hidden, swatch) {
    return [...looks.values()]
      .filter((look) => look.count > 0)
      .map((look) =>
        element(
          "button",
          { type: "button", "data-key": look.key, onclick: () => this.toggle(hidden, look.key) },
          swatch(look),
          element("span", {}, look.plural ?? look.label),
          element("span", { className: "count" }, String(look.count)),
        ),
      );
  }

  /** @param {"hiddenMarks" | "hiddenLines"} hidden @param {string} key */
  toggle(hidden, key) {
    this.view.toggle(this.view[hidden], key);
    this.changed();
  }

  /** What is switched off, and how many of each are drawn where that is not all. */
  mark() {
    const { hiddenMarks, hiddenLines, graph } = this.view;
    const drawn = new Map();
    const count = (key) => drawn.set(key, (drawn.get(key) ?? 0) + 1);
    for (const id of this.view.shown) count(graph.nodes.get(id).mark);
    for (const id of this.view.drawn) count(graph.edges.get(id).line);
    for (const entry of document.querySelectorAll("#legend-entries [data-key]")) {
      const { key } = entry.dataset;
      const isOff = hiddenMarks.has(key) || hiddenLines.has(key);
      entry.setAttribute("aria-pressed", String(!isOff));
      const all = (graph.marks.get(key) ?? graph.lines.get(key)).count;
      const seen = drawn.get(key) ?? 0;
      entry.lastElementChild.textContent = isOff || seen === all ? String(all) : `${seen} of ${all}`;
    }
  }
}
