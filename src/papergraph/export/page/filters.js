/** What is let through besides kinds and relations: confidence, years and listings. */
class Filters {
  /** @param {Graph} graph */
  constructor(graph) {
    this.graph = graph;
    const listed = [...graph.nodes.values()].filter((node) => node.listings);
    const years = listed.map(yearOf).filter((year) => year !== null);
    /** @type {[number, number] | null} the years that there are */
    this.span = years.length ? [Math.min(...years), Math.max(...years)] : null;
    this.reset();
  }

  reset() {
    this.confidence = 0;
    this.years = this.span && [...this.span];
    /** @type {Set<string>} */
    this.hiddenListings = new Set();
  }

  get areActive() {
    return this.confidence > 0 || this.hiddenListings.size > 0 || this.areYearsNarrowed;
  }

  get areYearsNarrowed() {
    return this.span !== null && (this.years[0] > this.span[0] || this.years[1] < this.span[1]);
  }

  /** @param {GraphNode} node */
  passesNode(node) {
    if (node.listings && node.listings.every((listing) => this.hiddenListings.has(listing))) return false;
    if (!this.areYearsNarrowed || !node.listings) return true;
    const year = yearOf(node);
    return year !== null && this.years[0] <= year && year <= this.years[1];
  }

  /** @param {GraphEdge} edge */
  passesEdge(edge) {
    return (edge.confidence ?? 1) >= this.confidence;
  }
}

/** The year that a paper came out, where that is known. @param {GraphNode} node @returns {number | null} */
function yearOf(node) {
  const year = Number.parseInt(node.issued ?? "", 10);
  return Number.isNaN(year) ? null : year;
}

/** The controls of the filters, below the legend. */
class FilterControls {
  /** @param {View} view @param {() => void} changed */
  constructor(view, changed) {
    this.view = view;
    this.filters = view.filters;
    this.changed = changed;
    const entries = document.getElementById("legend-entries");
    entries.append(element("h3", {}, "Confidence"), this.confidence());
    if (this.filters.span && this.filters.span[0] < this.filters.span[1])
      entries.append(element("h3", {}, "Years"), this.years());
    const { listings } = view.graph;
    if (listings.length > 1) entries.append(element("h3", {}, "Listings"), this.listings(listings));
    view.listeners.push(() => this.mark());
    this.mark();
  }

  set(change) {
    change();
    this.view.apply();
    this.changed();
  }

  confidence() {
    this.least = element("input", { type: "range", id: "confidence", min: "0", max: "1", step: "0.05", "aria-label": "Least confidence" });
    this.told = element("output", { className: "count" });
    this.least.addEventListener("input", () => this.set(() => { this.filters.confidence = Number(this.least.value); }));
    return element("div", { className: "row" }, this.least, this.told);
  }

  years() {
    const [from, to] = ["First year", "Last year"].map((label, end) => {
      const [min, max] = this.filters.span.map(String);
      const input = element("input", { type: "number", min, max, "aria-label": label });
      input.addEventListener("change", () => this.set(() => { this.filters.years[end] = this.within(input.value, end); }));
      return input;
    });
    this.ends = [from, to];
    return element("div", { className: "row" }, from, element("span", { "aria-hidden": "true" }, "–"), to);
  }

  within(text, end) {
    const [min, max] = this.filters.span;
    const year = Number.parseInt(text, 10);
    return Number.isNaN(year) ? this.filters.span[end] : Math.min(max, Math.max(min, year));
  }

  listings(listings) {
    const counts = new Map();
    for (const node of this.view.graph.nodes.values())
      for (const listing of node.listings ?? []) counts.set(listing, (counts.get(listing) ?? 0) + 1);
    return element("div", {}, ...listings.map(({ slug, file }) =>
      element(
        "button",
        {
          type: "button",
          "data-listing": slug,
          onclick: () => this.set(() => {
            const { hiddenListings } = this.filters; // another set after each reset
            if (!hiddenListings.delete(slug)) hiddenListings.add(slug);
          }),
        },
        element("span", { className: "file" }, file),
        element("span", { className: "count" }, String(counts.get(slug) ?? 0)),
      ),
    ));
  }

  mark() {
    const { confidence, years, hiddenListings } = this.filters;
    this.least.value = String(confidence);
    this.told.textContent = confidence ? `${confidence.toFixed(2)} or more` : "any";
    this.ends?.forEach((input, end) => { input.value = String(years[end]); });
    for (const entry of document.querySelectorAll("#legend-entries [data-listing]"))
      entry.setAttribute("aria-pressed", String(!hiddenListings.has(entry.dataset.listing)));
  }
}
