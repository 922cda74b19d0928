/** Kinds and relations with their looks and counts; each entry is a switch. */
class Legend {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    const { marks, lines } = view.graph;
    document.getElementById("legend-entries").append(
      element("h3", {}, "Kinds"),
      element("div", {}, ...this.entries(marks, view.hiddenMarks, markSwatch)),
      element("h3", {}, "Relations"),
      element("div", {}, ...this.entries(lines, view.hiddenLines, lineSwatch)),
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
          { type: "button", "data-key": look.key, onclick: () => this.view.toggle(hidden, look.key) },
          swatch(look),
          element("span", {}, look.plural ?? look.label),
          element("span", { className: "count" }, String(look.count)),
        ),
      );
  }

  mark() {
    const { hiddenMarks, hiddenLines } = this.view;
    for (const entry of document.querySelectorAll("#legend-entries button")) {
      const { key } = entry.dataset;
      entry.setAttribute("aria-pressed", String(!hiddenMarks.has(key) && !hiddenLines.has(key)));
    }
  }
}
