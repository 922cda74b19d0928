/** Claims of one relation that the panel shows before it offers the rest. */
const CLAIMS_AT_ONCE = 40;

/** What is known of the selected node or edge, and the sentences that say so. */
class Panel {
  /** @param {Graph} graph @param {{open: (id: string) => void, close: () => void}} actions */
  constructor(graph, actions) {
    this.graph = graph;
    this.actions = actions;
    this.root = document.getElementById("panel");
  }

  clear() {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  show(...children) {
    const close = element("button", { className: "close", type: "button", "aria-label": "Close", onclick: this.actions.close }, "×");
    this.root.replaceChildren(close, ...children.flat());
    this.root.hidden = false;
    this.root.scrollTop = 0;
  }

  /** @param {string} id */
  showNode(id) {
    const node = this.graph.nodes.get(id);
    const mark = this.graph.marks.get(node.mark);
    this.show(
      element("div", { className: "kind" }, markSwatch(mark), mark.label),
      element("h2", {}, ...this.markedText(node, "title")),
      this.facts(node),
      this.links(node),
      node.abstract ? element("p", { className: "abstract" }, ...this.markedText(node, "abstract")) : "",
      this.claims(id),
    );
  }

  /** @param {string} id */
  showEdge(id) {
    const edge = this.graph.edges.get(id);
    const line = this.graph.lines.get(edge.line);
    this.show(
      element("div", { className: "kind" }, lineSwatch(line), line.label),
      element("h2", {}, this.name(this.graph.nodes.get(edge.from))),
      element("p", { className: "quiet" }, line.label),
      element("h2", {}, this.name(this.graph.nodes.get(edge.to))),
      this.grounds(edge),
    );
  }

  /** @param {GraphNode} node */
  name(node) {
    return element("button", { className: "name", type: "button", onclick: () => this.actions.open(node.id) }, node.name);
  }

  /** @param {GraphNode} node */
  facts(node) {
    const said = [];
    if (node.authors) said.push(node.authors.join(", "));
    if (node.issued) said.push(node.issued);
    if (node.aliases) said.push(`also: ${node.aliases.join(", ")}`);
    if (node.mark === "paper-by-name") said.push("Not in the corpus: a method or dataset names it.");
    return said.map((text) => element("p", { className: "quiet" }, text));
  }

  /** @param {GraphNode} node */
  links(node) {
    const links = [];
    if (node.arxiv) links.push(link(`https://arxiv.org/abs/${node.arxiv}`, `arXiv ${node.arxiv}`));
    if (node.doi) links.push(link(`https://doi.org/${node.doi}`, `doi ${node.doi}`));
    if (node.url) links.push(link(node.url, node.url));
    for (const page of node.pages ?? []) links.push(link(page, `project page ${page}`));
    for (const edge of this.graph.around.get(node.id)) {
      const repository = this.graph.nodes.get(edge.to);
      if (edge.line === "hasRepository" && edge.from === node.id && repository.url)
        links.push(link(repository.url, `code ${repository.name}`));
    }
    return links.length ? element("div", { className: "links" }, ...links) : "";
  }

  /** @param {GraphNode} node @param {"title" | "abstract"} part */
  markedText(node, part) {
    const mentions = this.graph.around
      .get(node.id)
      .filter((edge) => edge.from === node.id)
      .flatMap((edge) => this.mentionsOf(edge, part, 0));
    return marked(this.graph.text(node.id, part), mentions);
  }

  /** @param {GraphEdge} edge @param {string} part @param {number} offset where the text begins in `part` */
  mentionsOf(edge, part, offset) {
    const target = this.graph.nodes.get(edge.to);
    const title = `${this.graph.lines.get(edge.line).label} ${target.name}`;
    return (edge.mentions ?? [])
      .filter(([where, start]) => where === part && start >= offset)
      .map(([, start, end]) => ({
        start: start - offset,
        end: end - offset,
        title,
        open: () => this.actions.open(target.id),
      }));
  }

  /** @param {string} id */
  claims(id) {
    /** @type {Map<string, GraphEdge[]>} */
    const groups = new Map();
    for (const edge of this.graph.edgesAt(id)) {
      const line = this.graph.lines.get(edge.line);
      const heading = edge.from === id ? line.label : line.inverse;
      if (!groups.has(heading)) groups.set(heading, []);
      groups.get(heading).push(edge);
    }
    return [...groups].map(([heading, edges]) => this.group(heading, edges, id));
  }

  group(heading, edges, id) {
    const section = element(
      "section", {},
      element("h3", {}, `${heading} (${edges.length})`),
      ...edges.slice(0, CLAIMS_AT_ONCE).map((edge) => this.claim(edge, id)),
    );
    const rest = edges.slice(CLAIMS_AT_ONCE);
    if (rest.length) {
      const more = element("button", { type: "button" }, `Show ${rest.length} more`);
      more.addEventListener("click", () => more.replaceWith(...rest.map((edge) => this.claim(edge, id))));
      section.append(more);
    }
    return section;
  }

  /** @param {GraphEdge} edge @param {string} id the end that is not named */
  claim(edge, id) {
    const line = this.graph.lines.get(edge.line);
    return element(
      "article", { className: "claim" },
      element("header", {}, element("span", { className: "relation" }, lineSwatch(line)), this.name(this.graph.otherEnd(edge, id))),
      ...this.grounds(edge),
    );
  }

  /** Why an edge is drawn: its sentence, its rule, or what it follows from. @param {GraphEdge} edge */
  grounds(edge) {
    if (edge.via) return [this.via(edge)];
    const sentence = this.graph.sentence(edge);
    const parts = [];
    if (sentence) {
      const [part, start] = edge.place ?? ["", 0];
      parts.push(element("blockquote", {}, ...marked(sentence, this.mentionsOf(edge, part, start))));
    }
    parts.push(element("div", { className: "grounds" }, this.source(edge)));
    return parts;
  }

  /** @param {GraphEdge} edge */
  source(edge) {
    const said = [];
    if (edge.confidence !== undefined) said.push(`confidence ${edge.confidence.toFixed(2)}`);
    if (edge.rule) said.push(`rule “${edge.rule}”`);
    if (edge.field) said.push(`field ${edge.field}${edge.listing ? ` of ${edge.listing}` : ""}`);
    return said.join(" · ") || "known from the lexicon";
  }

  /** @param {GraphEdge} edge */
  via(edge) {
    const names = edge.via.map((id) => this.graph.nodes.get(id)).filter(Boolean);
    const parts = names.flatMap((node, index) => [index ? ", " : "through ", this.name(node)]);
    return element("div", { className: "grounds" }, ...parts);
  }
}
