/** How strongly what is not in focus still shows. */
const DIMMED = 0.1;
const EDGE_OPACITY = 0.6;
/** Width of the border of what answers. */
const ANSWER_BORDER = 3;
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
    this.opened = { marks: new Set(this.hiddenMarks), lines: new Set(this.hiddenLines) };
    this.filters = new Filters(graph);
    /** @type {Set<string> | null} nodes that alone are drawn */
    this.only = null;
    /** @type {Set<string>} nodes of an answer, marked */
    this.answer = new Set();
    this.marked = false;
    /** @type {{first: string[], nodes: Set<string>, edges: Set<string>} | null} */
    this.focus = null;
    this.sizes = new Map(nodes.get().map((node) => [node.id, node.size]));
    this.decide();
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.apply());
    /** @type {Map<string, string>} the look that each node and edge was last given */
    this.given = new Map();
    this.listeners = [];
    this.many = graph.edges.size > MANY_EDGES;
    this.rememberNodes();
    this.addEdges();
  }

  /** The looks that PyVis wrote, so that opening a light page sends none of them again. */
  rememberNodes() {
    for (const node of this.graph.nodes.values()) this.queue([], node.id, this.nodeLook(node, "#ffffff"));
  }

  /** The edges, which the page's data has already: written twice, they would be half of the page. */
  addEdges() {
    const looks = [];
    for (const edge of this.graph.edges.values()) this.queue(looks, edge.id, this.edgeLook(edge));
    const added = looks.map((look) => {
      const { from, to, line } = this.graph.edges.get(look.id);
      const { width, dashes } = this.graph.lines.get(line);
      return { ...look, from, to, width, dashes: dashes.length ? dashes : false };
    });
    this.undrawn(() => this.edgeSet.add(added));
  }

  get ground() {
    return getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  }

  get ink() {
    return getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
  }

  /** Which nodes and edges are drawn. While a filter is on, a name without an edge left is not. */
  decide() {
    const passes = (node) =>
      !this.hiddenMarks.has(node.mark) && this.filters.passesNode(node) && (!this.only || this.only.has(node.id));
    this.shown = new Set([...this.graph.nodes.values()].filter(passes).map((node) => node.id));
    this.drawn = new Set();
    for (const edge of this.graph.edges.values()) {
      const isLet = !this.hiddenLines.has(edge.line) && this.filters.passesEdge(edge);
      if (isLet && this.shown.has(edge.from) && this.shown.has(edge.to)) this.drawn.add(edge.id);
    }
    if (this.filters.areActive)
      for (const id of this.shown)
        if (!this.graph.nodes.get(id).listings && !this.graph.around.get(id).some((edge) => this.drawn.has(edge.id)))
          this.shown.delete(id);
  }

  /** @param {string} id */
  isShown(id) {
    return this.shown.has(id);
  }

  /** @param {GraphEdge} edge */
  isDrawn(edge) {
    return this.drawn.has(edge.id);
  }

  /** @param {string} id */
  isDimmed(id) {
    return this.focus !== null && !this.focus.nodes.has(id);
  }

  /** Edges that are lit, or all that are drawn; strongest relation first. @returns {GraphEdge[]} */
  edgesInFocus() {
    const { graph, focus } = this;
    const found = [...graph.edges.values()].filter((edge) => this.isDrawn(edge) && (!focus || focus.edges.has(edge.id)));
    return found.sort(
      (a, b) => graph.lineOrder.get(a.line) - graph.lineOrder.get(b.line) || compare(a.from, b.from) || compare(a.to, b.to),
    );
  }

  /** A node and what lies so many steps around it. @param {string} id @param {number} steps */
  surroundings(id, steps) {
    const nodes = new Set([id]);
    const edges = new Set();
    let rim = [id];
    for (let step = 0; step < steps; step += 1) {
      const next = [];
      for (const end of rim)
        for (const edge of this.graph.around.get(end)) {
          if (!this.isDrawn(edge)) continue;
          edges.add(edge.id);
          for (const other of [edge.from, edge.to])
            if (!nodes.has(other)) {
              nodes.add(other);
              next.push(other);
            }
        }
      rim = next;
    }
    return { nodes, edges };
  }

  /** Light a node and its surroundings; dim the rest. @param {string} id @param {number} steps */
  focusNode(id, steps = 1) {
    this.decide();
    this.focus = { first: [id], ...this.surroundings(id, steps) };
    this.apply();
  }

  /** Light the nodes of an answer and the edges that say so. @param {Answer} answer */
  focusAnswer(answer) {
    const through = answer.rows.map((row) => this.graph.edges.get(row.edge)?.to).filter(Boolean);
    const named = [...answer.about, ...through, ...answer.rows.flatMap((row) => row.nodes)];
    const nodes = new Set(named.filter((id) => this.graph.nodes.has(id)));
    this.marked = true; // from now on every look says how wide its border is
    this.answer = new Set(answer.rows.flatMap((row) => row.nodes).filter((id) => nodes.has(id)));
    const between = [...this.graph.edges.values()].filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
    this.focus = { first: answer.about.filter((id) => nodes.has(id)), nodes, edges: new Set(between.map((edge) => edge.id)) };
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
    this.answer = new Set();
    this.apply();
  }

  /** Give every node and edge its look; only what changed is sent to vis-network. */
  apply() {
    this.decide();
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
    const isAnswer = this.answer.has(node.id);
    const color = { background: mark.hollow ? ground : mark.color, border: isAnswer ? this.ink : mark.color };
    const look = {
      hidden: !this.isShown(node.id),
      opacity: this.isDimmed(node.id) ? DIMMED : 1,
      color: { ...color, highlight: color, hover: color },
    };
    return this.marked || isAnswer ? { ...look, borderWidth: isAnswer ? ANSWER_BORDER : 2 } : look;
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
