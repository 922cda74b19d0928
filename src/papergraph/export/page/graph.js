/** Fly to a node no closer than this. */
const CLOSE = 1.1;
/** Share of the stage that a fitted graph takes. */
const RIM = 0.88;
/** Two clicks so near each other, in milliseconds and pixels, are a double click. */
const DOUBLE = { time: 350, distance: 12 };
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
    this.panel = new Panel(graph, {
      open: (id) => this.open(id),
      close: () => this.clear(),
      steps: (count) => this.reach(count),
      only: (id) => this.isolate(id),
    });
    this.search = new Search(graph, (id) => this.open(id));
    const changed = () => this.changed();
    this.legend = new Legend(this.view, changed);
    this.filters = new FilterControls(this.view, changed);
    this.answers = new Answers(graph, (answer) => this.showAnswer(answer));
    this.saving = new Saving(this.view, graph.title);
    this.table = new DataTable(this.view, (id) => this.open(id));
    this.address = new Address(this);
    this.tooltip = document.getElementById("tooltip");
    /** How far the surroundings of what is selected reach. */
    this.steps = 1;
    /** @type {{kind: "" | "select" | "edge" | "answer", id: string}} */
    this.shown = { kind: "", id: "" };
    /** @type {{id: string, at: number, x: number, y: number} | null} the node last clicked */
    this.clicked = null;
    this.listen();
    this.tellNote(graph.note);
    document.getElementById("empty").hidden = graph.nodes.size > 0;
    if (matchMedia(NARROW).matches) document.getElementById("legend").open = false;
    this.view.apply();
    this.fit();
    if (location.hash.length > 1) this.address.restore();
    else if (graph.question) this.showAnswer(graph.question, false);
  }

  /** @param {string} note what of the graph the page holds, or "" for all of it */
  tellNote(note) {
    const place = document.getElementById("note");
    place.textContent = note;
    place.hidden = note === "";
  }

  listen() {
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", (event) => this.doubleClick(event));
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

  click({ nodes, edges, pointer }) {
    if (pointer && this.isSecond(pointer.DOM)) return;
    this.clicked = pointer && nodes.length ? { id: nodes[0], at: performance.now(), ...pointer.DOM } : null;
    if (nodes.length) this.select(nodes[0]);
    else if (edges.length) this.selectEdge(edges[0]);
    else this.clear();
  }

  /** Whether a click makes a double one: the first opened the panel, which moves the node away. */
  isSecond({ x, y }) {
    if (!this.clicked || performance.now() - this.clicked.at > DOUBLE.time) return false;
    return Math.hypot(x - this.clicked.x, y - this.clicked.y) < DOUBLE.distance;
  }

  doubleClick({ nodes }) {
    const id = this.clicked?.id ?? nodes[0];
    this.clicked = null;
    if (id) this.isolate(id);
  }

  /** Select a node where it is. @param {string} id @param {boolean} isStep as in `Address.keep` */
  select(id, isStep = true) {
    this.view.undrawn(() => this.network.selectNodes([id], false));
    this.view.answer = new Set();
    this.view.focusNode(id, this.steps);
    this.panel.showNode(id, this.steps, this.view.only !== null);
    this.tell("select", id, isStep);
  }

  /** @param {string} id @param {boolean} isStep as in `Address.keep` */
  selectEdge(id, isStep = true) {
    this.view.undrawn(() => this.network.setSelection({ nodes: [], edges: [id] }));
    this.view.answer = new Set();
    this.view.focusEdge(this.graph.edges.get(id));
    this.panel.showEdge(id);
    this.tell("edge", id, isStep);
  }

  /** List an answer at the side and mark it in the picture. @param {Answer} answer @param {boolean} isStep */
  showAnswer(answer, isStep = true) {
    this.view.only = null;
    this.view.undrawn(() => this.network.unselectAll());
    this.view.focusAnswer(answer);
    this.panel.showAnswer(answer);
    this.answers.choose(answer);
    this.tell("answer", answer.key, isStep);
    const nodes = [...this.view.focus.nodes].filter((id) => this.view.isShown(id));
    this.measure();
    if (nodes.length) this.network.fit({ nodes, animation: this.animation() });
  }

  /** Keep in mind, and in the address, what is shown. */
  tell(kind, id, isStep) {
    this.shown = { kind, id };
    this.tooltip.hidden = true;
    if (kind !== "answer") this.answers.clear();
    this.address.keep(isStep);
  }

  /** Show what an address says. @param {URLSearchParams} said */
  show(said) {
    const id = said.get("select") ?? "";
    this.view.only = null;
    if (this.graph.nodes.has(id)) {
      this.view.decide();
      if (said.get("only")) this.view.only = this.view.surroundings(id, this.steps).nodes;
      this.select(id, false);
      if (this.view.only) this.fit();
    } else if (this.graph.edges.has(said.get("edge") ?? "")) this.selectEdge(said.get("edge"), false);
    else {
      const answer = this.answers.find(said.get("answer"));
      if (answer) this.showAnswer(answer, false);
      else this.clear(false);
    }
  }

  /** Light more or less around what is selected. @param {number} steps */
  reach(steps) {
    this.steps = steps;
    const { kind, id } = this.shown;
    if (kind !== "select") return;
    if (this.view.only) this.keepOnly(id);
    this.view.focusNode(id, steps);
    this.address.keep(false);
  }

  /** Other kinds, relations or filters: what surrounds the selected node is what they leave. */
  changed() {
    if (this.shown.kind === "select") this.reach(this.steps);
    else this.address.keep(false);
  }

  /** Draw a node's surroundings alone, or all again. @param {string} id */
  isolate(id) {
    if (this.view.only) this.view.only = null;
    else this.keepOnly(id);
    this.select(id);
    this.fit();
  }

  keepOnly(id) {
    this.view.only = null;
    this.view.decide();
    this.view.only = this.view.surroundings(id, this.steps).nodes;
  }

  /** Select a node and bring it into view, also one that is hidden. @param {string} id */
  open(id) {
    const node = this.graph.nodes.get(id);
    this.view.hiddenMarks.delete(node.mark);
    if (this.view.only && !this.view.only.has(id)) this.view.only = null;
    this.view.decide();
    if (!this.view.isShown(id)) this.view.filters.reset();
    this.select(id);
    this.measure();
    const scale = Math.max(this.network.getScale(), CLOSE);
    this.network.focus(id, { scale, offset: this.offset(), animation: this.animation() });
  }

  /** @param {boolean} isStep as in `Address.keep` */
  clear(isStep = true) {
    this.view.undrawn(() => this.network.unselectAll());
    this.view.only = null;
    this.view.clearFocus();
    this.panel.clear();
    this.clicked = null;
    this.tell("", "", isStep);
  }

  /** The middle of what the panel leaves free: on a narrow screen it lies over the picture. */
  offset() {
    return { x: 0, y: matchMedia(NARROW).matches ? -this.panel.root.offsetHeight / 2 : 0 };
  }

  /** vis-network learns a frame late that the panel came or went. */
  measure() {
    this.view.undrawn(() => this.network.setSize("100%", "100%"));
  }

  /** The whole graph, with room for the labels at its rim. */
  fit() {
    const shown = [...this.graph.nodes.keys()].filter((id) => this.view.isShown(id));
    this.measure();
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
globalThis.papergraph = new Page(await readGraph(), globalThis.network);
