/** Claims of one relation that the panel shows before it offers the rest. */
const CLAIMS_AT_ONCE = 40;
const MOST_STEPS = 4;
const MOST_GENERATIONS = 3;
const MOST_CHILDREN = 12;

/** @param {number} steps */
function stepsInWords(steps) {
  return steps === 1 ? "neighbours" : `${steps} steps`;
}

/** What is known of the selected node or edge, and the sentences that say so. */
class Panel {
  /**
   * @param {Graph} graph
   * @param {{open: (id: string) => void, close: () => void, steps: (count: number) => void,
   *   only: (id: string) => void}} actions
   */
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

  /** @param {string} id @param {number} steps @param {boolean} isAlone */
  showNode(id, steps = 1, isAlone = false) {
    const node = this.graph.nodes.get(id);
    const mark = this.graph.marks.get(node.mark);
    this.show(
      element("div", { className: "kind" }, markSwatch(mark), mark.label),
      element("h2", {}, ...this.markedText(node, "title")),
      this.facts(node),
      this.links(node),
      this.reach(id, steps, isAlone),
      node.abstract ? element("p", { className: "abstract" }, ...this.markedText(node, "abstract")) : "",
      this.lineage(id),
      this.claims(id),
    );
  }

  /** How far its surroundings are lit, and whether they alone are drawn. */
  reach(id, steps, isAlone) {
    const told = element("output", {}, stepsInWords(steps));
    const slider = element("input", { type: "range", min: "1", max: String(MOST_STEPS), step: "1", "aria-label": "Steps around it" });
    slider.value = String(steps);
    slider.addEventListener("input", () => {
      told.textContent = stepsInWords(Number(slider.value));
      this.actions.steps(Number(slider.value));
    });
    const alone = element("button", { type: "button", "aria-pressed": String(isAlone), onclick: () => this.actions.only(id) }, "Only this");
    return element("div", { className: "row reach" }, slider, told, alone);
  }

  /** What a method is based on and what is based on it; the same of papers. @param {string} id */
  lineage(id) {
    const line = this.graph.nodes.get(id).mark.startsWith("paper") ? "buildsOn" : "basedOn";
    return [["Ancestors", "from", "to"], ["Descendants", "to", "from"]].map(([heading, here, there]) => {
      const tree = this.branch(id, line, here, there, new Set([id]), MOST_GENERATIONS);
      return tree ? element("section", {}, element("h3", {}, heading), tree) : "";
    });
  }

  branch(id, line, here, there, seen, generations) {
    const ties = this.graph.around.get(id).filter((edge) => edge.line === line && edge[here] === id && !seen.has(edge[there]));
    if (!ties.length || !generations) return null;
    for (const edge of ties) seen.add(edge[there]);
    const some = ties.map((edge) => this.graph.nodes.get(edge[there]));
    some.sort((a, b) => b.score - a.score || compare(a.id, b.id));
    const items = some.slice(0, MOST_CHILDREN).map((node) =>
      element("li", {}, this.name(node), this.branch(node.id, line, here, there, seen, generations - 1)),
    );
    if (some.length > MOST_CHILDREN) items.push(element("li", { className: "quiet" }, `and ${some.length - MOST_CHILDREN} more`));
    return element("ul", { className: "lineage" }, ...items);
  }

  /** An answer in its order, with how and with its sentence. @param {Answer} answer */
  showAnswer(answer) {
    this.show(
      element("div", { className: "kind" }, "answer"),
      element("h2", {}, answer.name),
      element("p", { className: "quiet" }, answer.rows.length === 1 ? "1 row" : `${answer.rows.length} rows`),
      element("ol", { className: "answer" }, ...answer.rows.map((row) => this.answerRow(row))),
    );
  }

  /** @param {AnswerRow} row */
  answerRow(row) {
    const edge = row.edge === undefined ? null : this.graph.edges.get(row.edge);
    const names = row.nodes.map((id) => this.graph.nodes.get(id)).filter(Boolean);
    const line = edge && this.graph.lines.get(edge.line);
    return element(
      "li", { className: "claim" },
      ...names.flatMap((node, index) => [index ? " · " : "", this.name(node)]),
      line ? element("div", { className: "relation" }, lineSwatch(line), line.label) : null,
      ...row.cells.map(([name, text]) =>
        name === "quote" ? element("blockquote", {}, text) : element("div", { className: "grounds" }, `${name}: ${text}`),
      ),
      ...(edge ? this.grounds(edge) : []),
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
    if (node.issued || node.venue) said.push([node.issued, node.venue].filter(Boolean).join(" · "));
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
    const line = this.graph.lines.get(edge.line);
    const title = `${line.label} ${target.name}`;
    return (edge.mentions ?? [])
      .filter(([where, start]) => where === part && start >= offset)
      .map(([, start, end]) => ({
        start: start - offset,
        end: end - offset,
        title,
        color: line.color,
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
