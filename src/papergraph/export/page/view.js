/** How strongly what is not in focus still shows. */
const DIMMED = 0.1;
const EDGE_OPACITY = 0.6;
/** Above this, edges out of focus are left out rather than dimmed: drawing them takes longest. */
const MANY_EDGES = 3000;

/** What of the graph is drawn, and how: hidden kinds and relations, the focus, the theme. */
class View {
  /** @param {Graph} graph @param {object} network vis.Network @param {object} nodes @param {object} edges */
  constructor(graph, network, nodes, edges) {
    this.graph = graph;
    this.network = network;
    this.nodeSet = nodes;
    this.edgeSet = edges;
    /** @type {Set<string>} */
    this.hiddenMarks = new Set([...graph.marks.values()].filter((m) => !m.shown).map((m) => m.key));
    this.hiddenLines = new Set([...graph.lines.values()].filter((l) => !l.shown).map((l) => l.key));
    /** @type {{first: string[], nodes: Set<string>, edges: Set<string>} | null} */
    this.focus = null;
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.apply());
    /** @type {Map<string, string>} the look that each node and edge was last given */
    this.given = new Map();
    this.listeners = [];
    this.many = graph.edges.size > MANY_EDGES;
    this.rememberOpening();
  }

  /** The looks that PyVis wrote, so that opening a light page sends none of them again. */
  rememberOpening() {
    for (const node of this.graph.nodes.values()) this.queue([], node.id, this.nodeLook(node, "#ffffff"));
    for (const edge of this.graph.edges.values()) this.queue([], edge.id, this.edgeLook(edge));
  }

  get ground() {
    return getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  }

  get ink() {
    return getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
  }

  /** @param {string} id */
  isShown(id) {
    return !this.hiddenMarks.has(this.graph.nodes.get(id).mark);
  }

  /** @param {GraphEdge} edge */
  isDrawn(edge) {
    return !this.hiddenLines.has(edge.line) && this.isShown(edge.from) && this.isShown(edge.to);
  }

  /** Light a node, its neighbours and the edges between; dim the rest. @param {string} id */
  focusNode(id) {
    const edges = this.graph.around.get(id).filter((edge) => this.isDrawn(edge));
    this.focus = {
      first: [id],
      nodes: new Set([id, ...edges.flatMap((edge) => [edge.from, edge.to])]),
      edges: new Set(edges.map((edge) => edge.id)),
    };
    this.apply();
  }

  /** @param {GraphEdge} edge */
  focusEdge(edge) {
    const ends = [edge.from, edge.to];
    this.focus = { first: ends, nodes: new Set(ends), edges: new Set([edge.id]) };
    this.apply();
  }

  clearFocus() {
    this.focus = null;
    this.apply();
  }

  /** Give every node and edge its look; only what changed is sent to vis-network. */
  apply() {
    const ground = this.ground;
    const nodes = [];
    for (const node of this.graph.nodes.values()) this.queue(nodes, node.id, this.nodeLook(node, ground));
    const edges = [];
    for (const edge of this.graph.edges.values()) this.queue(edges, edge.id, this.edgeLook(edge));
    for (const listener of this.listeners) listener();
    this.undrawn(() => {
      if (nodes.length) this.nodeSet.update(nodes);
      if (edges.length) this.edgeSet.update(edges);
    });
    this.network.redraw();
  }

  /** Run `change` without a redraw: vis-network makes one at every step of it. */
  undrawn(change) {
    const { renderer } = this.network;
    renderer.allowRedraw = false;
    try {
      change();
    } finally {
      renderer.allowRedraw = true;
    }
  }

  queue(changes, id, look) {
    const text = JSON.stringify(look);
    if (this.given.get(id) === text) return;
    this.given.set(id, text);
    changes.push({ id, ...look });
  }

  /** @param {GraphNode} node @param {string} ground */
  nodeLook(node, ground) {
    const mark = this.graph.marks.get(node.mark);
    const color = { background: mark.hollow ? ground : mark.color, border: mark.color };
    return {
      hidden: !this.isShown(node.id),
      opacity: this.focus && !this.focus.nodes.has(node.id) ? DIMMED : 1,
      color: { ...color, highlight: color, hover: color },
    };
  }

  /** @param {GraphEdge} edge */
  edgeLook(edge) {
    const { color } = this.graph.lines.get(edge.line);
    const lit = this.focus === null || this.focus.edges.has(edge.id);
    return {
      hidden: !this.isDrawn(edge) || (this.many && !lit),
      color: {
        color,
        highlight: color,
        hover: color,
        inherit: false,
        opacity: this.focus === null ? EDGE_OPACITY : lit ? 1 : DIMMED / 2,
      },
    };
  }

  /** @param {Set<string>} hidden `hiddenMarks` or `hiddenLines` @param {string} key */
  toggle(hidden, key) {
    if (!hidden.delete(key)) hidden.add(key);
    this.apply();
  }
}
