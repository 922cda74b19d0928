/**
 * What the page shows, as the fragment of its address: so that a view can be shared, and
 * the browser's Back returns to the one before.
 */
class Address {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    addEventListener("popstate", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  /** @returns {string} "" for the page as it opened */
  get fragment() {
    const { view, steps, shown } = this.page;
    const { filters } = view;
    const said = new URLSearchParams();
    if (shown.kind !== "") said.set(shown.kind, shown.id);
    if (steps !== 1) said.set("steps", String(steps));
    if (view.only) said.set("only", "1");
    for (const [name, hidden, opened] of [
      ["kinds", view.hiddenMarks, view.opened.marks],
      ["relations", view.hiddenLines, view.opened.lines],
    ])
      if (!sameSet(hidden, opened)) said.set(`without-${name}`, [...hidden].sort(compare).join(","));
    if (filters.confidence) said.set("confidence", String(filters.confidence));
    if (filters.areYearsNarrowed) said.set("years", filters.years.join("-"));
    if (filters.hiddenListings.size) said.set("without-listings", [...filters.hiddenListings].sort(compare).join(","));
    return said.toString();
  }

  /** @param {boolean} isStep whether Back returns to what was shown before */
  keep(isStep) {
    const fragment = this.fragment;
    if (fragment === location.hash.slice(1)) return;
    // Whole, not relative: a notebook's frame is `about:srcdoc`, and its base is the notebook.
    const address = `${location.href.split("#")[0]}${fragment ? `#${fragment}` : ""}`;
    try {
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // Some frames may not change their address; the page does without.
    }
  }

  /** Show what the address says. */
  restore() {
    const said = new URLSearchParams(location.hash.slice(1));
    const { view } = this.page;
    const { filters } = view;
    view.hiddenMarks = this.set(said.get("without-kinds"), view.opened.marks);
    view.hiddenLines = this.set(said.get("without-relations"), view.opened.lines);
    filters.reset();
    filters.confidence = Math.min(1, Math.max(0, Number(said.get("confidence")) || 0));
    const years = (said.get("years") ?? "").split("-").map(Number);
    if (filters.span && years.length === 2 && years.every(Number.isInteger)) filters.years = years;
    filters.hiddenListings = this.set(said.get("without-listings"), new Set());
    this.page.steps = Math.min(MOST_STEPS, Math.max(1, Number.parseInt(said.get("steps") ?? "1", 10) || 1));
    this.page.show(said);
  }

  /** @param {string | null} text @param {Set<string>} usual */
  set(text, usual) {
    return text === null ? new Set(usual) : new Set(text.split(",").filter(Boolean));
  }
}

/** @param {Set<string>} first @param {Set<string>} second */
function sameSet(first, second) {
  return first.size === second.size && [...first].every((one) => second.has(one));
}
