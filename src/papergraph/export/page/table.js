const ROWS_AT_ONCE = 100;

/** The same data as tables: for screen readers, and for whoever rather reads. */
class DataTable {
  /** @param {View} view @param {(id: string) => void} open */
  constructor(view, open) {
    this.view = view;
    this.open = open;
    this.root = document.getElementById("table");
    this.button = document.getElementById("table-switch");
    this.button.addEventListener("click", () => this.toggle());
    view.listeners.push(() => this.refresh());
  }

  toggle() {
    this.root.hidden = !this.root.hidden;
    this.button.setAttribute("aria-pressed", String(!this.root.hidden));
    this.refresh();
    if (!this.root.hidden) this.root.focus();
  }

  refresh() {
    if (this.root.hidden) return;
    const { graph } = this.view;
    const nodes = [...graph.nodes.values()].filter((node) => this.view.isShown(node.id) && !this.view.isDimmed(node.id));
    nodes.sort((a, b) => b.score - a.score || compare(a.id, b.id));
    const edges = this.view.edgesInFocus();
    this.root.replaceChildren(
      this.table("Papers, methods, datasets", ["Kind", "Name", "Year", "Edges"], nodes, (node) => [
        graph.marks.get(node.mark).label,
        this.name(node),
        String(yearOf(node) ?? ""),
        String(graph.around.get(node.id).length),
      ]),
      this.table("Relations", ["From", "Relation", "To", "Confidence", "Sentence"], edges, (edge) => [
        this.name(graph.nodes.get(edge.from)),
        graph.lines.get(edge.line).label,
        this.name(graph.nodes.get(edge.to)),
        edge.confidence === undefined ? "" : edge.confidence.toFixed(2),
        graph.sentence(edge),
      ]),
    );
  }

  /** @param {GraphNode} node */
  name(node) {
    return element("button", { className: "name", type: "button", onclick: () => this.open(node.id) }, node.name);
  }

  table(caption, heads, items, cells) {
    const body = element("tbody");
    const add = (start) => {
      const some = items.slice(start, start + ROWS_AT_ONCE);
      body.append(...some.map((item) => element("tr", {}, ...cells(item).map((value) => element("td", {}, value)))));
      return start + some.length;
    };
    let shown = add(0);
    const table = element(
      "table", {},
      element("caption", {}, `${caption} (${items.length})`),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      body,
    );
    const part = element("div", {}, table);
    if (shown < items.length) {
      const more = element("button", { type: "button" }, `Show ${ROWS_AT_ONCE} more`);
      more.addEventListener("click", () => {
        shown = add(shown);
        if (shown >= items.length) more.remove();
      });
      part.append(more);
    }
    return part;
  }
}
