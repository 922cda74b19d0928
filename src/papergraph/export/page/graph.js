/** Fly to a node no closer than this. */
const CLOSE = 1.1;
/** Share of the stage that a fitted graph takes. */
const RIM = 0.88;
/** As in graph.css. */
const NARROW = "(max-width: 760px)";

/** The page: one selection, shown in the picture and in the panel. */
class Page {
  /** @param {Graph} graph @param {object} network vis.Network, as PyVis made it */
  constructor(graph, network) {
    this.graph = graph;
    this.network = network;
    this.view = new View(graph, network, globalThis.nodes, globalThis.edges);
    this.labels = new Labels(this.view);
    this.panel = new Panel(graph, { open: (id) => this.open(id), close: () => this.clear() });
    this.search = new Search(graph, (id) => this.open(id));
    this.legend = new Legend(this.view);
    this.tooltip = document.getElementById("tooltip");
    this.listen();
    document.getElementById("empty").hidden = graph.nodes.size > 0;
    if (matchMedia(NARROW).matches) document.getElementById("legend").open = false;
    this.view.apply();
    this.fit();
  }

  listen() {
    this.network.on("click", (event) => this.click(event));
    this.network.on("hoverNode", ({ node, event }) => this.hover(this.nodeTip(node), event));
    this.network.on("hoverEdge", ({ edge, event }) => this.hover(this.edgeTip(edge), event));
    for (const end of ["blurNode", "blurEdge", "dragStart", "zoom"])
      this.network.on(end, () => { this.tooltip.hidden = true; });
    document.getElementById("fit").addEventListener("click", () => this.fit());
    document.getElementById("physics").addEventListener("click", (event) => this.togglePhysics(event.currentTarget));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") this.clear();
    else if (event.key === "/" && event.target !== this.search.input) {
      event.preventDefault();
      this.search.input.focus();
    }
  }

  click({ nodes, edges }) {
    if (nodes.length) this.select(nodes[0]);
    else if (edges.length) this.selectEdge(edges[0]);
    else this.clear();
  }

  /** Select a node where it is. @param {string} id */
  select(id) {
    this.view.undrawn(() => this.network.selectNodes([id], false));
    this.view.focusNode(id);
    this.panel.showNode(id);
  }

  /** @param {string} id */
  selectEdge(id) {
    this.view.undrawn(() => this.network.setSelection({ nodes: [], edges: [id] }));
    this.view.focusEdge(this.graph.edges.get(id));
    this.panel.showEdge(id);
  }

  /** Select a node and bring it into view, also one whose kind is hidden. @param {string} id */
  open(id) {
    this.view.hiddenMarks.delete(this.graph.nodes.get(id).mark);
    this.select(id);
    const scale = Math.max(this.network.getScale(), CLOSE);
    this.network.focus(id, { scale, offset: this.offset(), animation: this.animation() });
  }

  clear() {
    this.view.undrawn(() => this.network.unselectAll());
    this.view.clearFocus();
    this.panel.clear();
  }

  /** The middle of what the panel leaves free: on a narrow screen it lies over the picture. */
  offset() {
    return { x: 0, y: matchMedia(NARROW).matches ? -this.panel.root.offsetHeight / 2 : 0 };
  }

  /** The whole graph, with room for the labels at its rim. */
  fit() {
    const shown = [...this.graph.nodes.keys()].filter((id) => this.view.isShown(id));
    this.view.undrawn(() => this.network.fit({ nodes: shown, animation: false }));
    this.network.moveTo({ scale: this.network.getScale() * RIM });
  }

  animation() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return still ? false : { duration: 400, easingFunction: "easeInOutQuad" };
  }

  /** @param {HTMLElement} button */
  togglePhysics(button) {
    const enabled = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(enabled));
    this.labels.moving = enabled;
    this.network.setOptions({ physics: { enabled, stabilization: false } });
  }

  /** @param {Node[]} tip @param {MouseEvent} event */
  hover(tip, event) {
    this.tooltip.replaceChildren(...tip);
    this.tooltip.hidden = false;
    const { width, height } = this.tooltip.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - width - 8);
    const below = event.clientY + 16;
    const top = below + height > innerHeight - 8 ? event.clientY - height - 12 : below;
    this.tooltip.style.left = `${Math.max(8, left)}px`;
    this.tooltip.style.top = `${Math.max(8, top)}px`;
  }

  /** @param {string} id */
  nodeTip(id) {
    const node = this.graph.nodes.get(id);
    const count = this.graph.around.get(id).length;
    const about = `${this.graph.marks.get(node.mark).label} · ${count} ${count === 1 ? "edge" : "edges"}`;
    return [element("div", {}, node.name), element("div", { className: "quiet" }, about)];
  }

  /** @param {string} id */
  edgeTip(id) {
    const edge = this.graph.edges.get(id);
    const [from, to] = [edge.from, edge.to].map((end) => shorten(this.graph.nodes.get(end).name, 60));
    const said = `${from} ${this.graph.lines.get(edge.line).label} ${to}`;
    const sentence = this.graph.sentence(edge);
    return [element("div", { className: "quiet" }, said), ...(sentence ? [element("div", {}, sentence)] : [])];
  }
}

// One name for the console, and for whoever drives the page from outside.
globalThis.papergraph = new Page(readGraph(), globalThis.network);
