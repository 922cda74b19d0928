const MOST_SUGGESTIONS = 12;

/** Case and accents do not matter to a search. @param {string} text */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Titles, names and aliases, found by what they begin with or hold. */
class Index {
  /** @param {Graph} graph */
  constructor(graph) {
    this.entries = [...graph.nodes.values()].flatMap((node) =>
      [node.name, ...(node.aliases ?? [])].map((name, index) => ({
        node, name, folded: folded(name), isAlias: index > 0,
      })),
    );
  }

  /**
   * Nodes by how well they match: whole name, beginning, beginning of a word, anywhere;
   * then by score.
   *
   * @param {string} query
   */
  find(query) {
    const wanted = folded(query.trim());
    if (!wanted) return [];
    /** @type {Map<string, {node: GraphNode, name: string, isAlias: boolean, rank: number}>} */
    const best = new Map();
    for (const entry of this.entries) {
      const rank = rankOf(entry.folded, wanted);
      const known = best.get(entry.node.id);
      if (rank < 4 && (!known || rank < known.rank)) best.set(entry.node.id, { ...entry, rank });
    }
    return [...best.values()]
      .sort((a, b) => a.rank - b.rank || b.node.score - a.node.score || compare(a.node.id, b.node.id))
      .slice(0, MOST_SUGGESTIONS);
  }
}

/** 0 for the whole name to 3 for anywhere in it; 4 for nowhere. */
function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const at = name.indexOf(wanted);
  if (at < 0) return 4;
  return name.includes(` ${wanted}`) || name.includes(`-${wanted}`) ? 2 : 3;
}

/** The search box with its list of suggestions. */
class Search {
  /** @param {Graph} graph @param {(id: string) => void} open */
  constructor(graph, open) {
    this.graph = graph;
    this.open = open;
    this.index = new Index(graph);
    this.input = document.getElementById("search");
    this.list = document.getElementById("suggestions");
    this.found = [];
    this.active = 0;
    this.input.addEventListener("input", () => this.suggest());
    this.input.addEventListener("focus", () => this.suggest());
    this.input.addEventListener("blur", () => this.hide());
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  suggest() {
    this.found = this.index.find(this.input.value);
    this.active = 0;
    const isAsked = this.input.value.trim() !== "";
    this.list.replaceChildren(...(this.found.length ? this.found.map((hit, n) => this.item(hit, n)) : [this.nothing()]));
    this.list.hidden = !isAsked;
    this.input.setAttribute("aria-expanded", String(isAsked));
    this.mark();
  }

  nothing() {
    return element("li", { className: "none", role: "option", "aria-disabled": "true" }, "Nothing by that name");
  }

  item({ node, name, isAlias }, number) {
    return element(
      "li",
      // mousedown, not click: the list is gone once the box has lost the focus
      { role: "option", id: `suggestion-${number}`, onmousedown: (event) => { event.preventDefault(); this.choose(number); } },
      markSwatch(this.graph.marks.get(node.mark)),
      element("span", {}, node.name),
      isAlias ? element("span", { className: "alias" }, name) : null,
    );
  }

  mark() {
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.active)));
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      event.preventDefault();
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") this.choose(this.active);
    else if (event.key === "Escape") this.hide();
  }

  choose(number) {
    const hit = this.found[number];
    if (!hit) return;
    this.hide();
    this.open(hit.node.id);
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}
