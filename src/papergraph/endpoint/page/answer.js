const ROWS_AT_ONCE = 500;
const BASE = "https://w3id.org/papergraph/";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float"].map((name) => XSD + name));

const byId = (id) => document.getElementById(id);

/** Where the answer is shown, and why there is none. */
class Answer {
  /** @param {(type: string, name: string) => void} save */
  constructor(save) {
    this.save = save;
    this.rows = byId("rows");
    this.fault = byId("fault");
  }

  clear() {
    this.fault.hidden = true;
    byId("answer").hidden = true;
    this.rows.replaceChildren();
    byId("count").textContent = "";
  }

  tell(text) {
    byId("count").textContent = text;
  }

  /** @param {Error} error @param {HTMLTextAreaElement} text of the query */
  refuse(error, text) {
    this.clear();
    const told = [element("p", {}, error.message)];
    const line = text.value.split("\n")[error.line - 1];
    if (line !== undefined) {
      const points = Array.from(line);
      const before = points.slice(0, error.column - 1).join("");
      told.push(element("pre", {}, `${line}\n${before.replace(/[^\t]/gu, " ")}^`));
      const start = text.value.split("\n").slice(0, error.line - 1).join("\n").length + (error.line > 1 ? 1 : 0);
      text.focus();
      text.setSelectionRange(start + before.length, start + line.length);
    }
    this.fault.replaceChildren(...told);
    this.fault.hidden = false;
  }

  /** @param {{head: {vars?: string[]}, boolean?: boolean, results?: {bindings: Record<string, Term>[]}}} found */
  showSolutions(found) {
    if (found.results === undefined) {
      this.tell(found.boolean ? "true" : "false");
      return;
    }
    const { bindings } = found.results;
    this.tell(bindings.length === 1 ? "1 row" : `${bindings.length.toLocaleString("en")} rows`);
    if (bindings.length === 0) return;
    this.offer([["CSV", "text/csv", "answer.csv"], ["JSON", "application/sparql-results+json", "answer.json"]]);
    this.rows.append(...this.table(found.head.vars, bindings));
  }

  showTriples(text) {
    this.tell("triples, in Turtle");
    this.offer([["Turtle", "text/turtle", "answer.ttl"], ["N-Triples", "application/n-triples", "answer.nt"]]);
    this.rows.append(element("pre", {}, text));
  }

  offer(forms) {
    byId("answer").hidden = false;
    byId("forms").replaceChildren(
      "Save as",
      ...forms.map(([label, type, name]) => element("button", { type: "button", onclick: () => this.save(type, name) }, label)),
    );
  }

  table(names, bindings) {
    const body = element("tbody");
    let shown = 0;
    const more = element("button", { type: "button" });
    const add = () => {
      const some = bindings.slice(shown, shown + ROWS_AT_ONCE);
      body.append(...some.map((row) => element("tr", {}, ...names.map((name) => cell(row[name])))));
      shown += some.length;
      more.hidden = shown >= bindings.length;
      more.textContent = `Show more: ${(bindings.length - shown).toLocaleString("en")} are left`;
    };
    more.addEventListener("click", add);
    add();
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    return [element("table", {}, element("thead", {}, head), body), more];
  }
}

/** @param {{type: string, value: string, datatype?: string} | undefined} term */
function cell(term) {
  if (term === undefined) return element("td");
  if (term.type === "uri") return element("td", {}, about(term.value));
  if (typeof term.value !== "string") return element("td", {}, JSON.stringify(term.value));
  if (term.datatype === `${XSD}anyURI`) return element("td", {}, link(term.value, term.value));
  const text = term.type === "bnode" ? `_:${term.value}` : term.value;
  return element("td", { className: NUMBERS.has(term.datatype) ? "number" : "" }, text);
}

/** An IRI as a reader knows it: with a prefix, or without the base of our nodes. @param {string} iri */
function shortened(iri) {
  const [prefix, namespace] = Object.entries(PREFIXES).find(([, start]) => iri.startsWith(start)) ?? [];
  if (prefix !== undefined) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : iri;
}

/** A link to all that the graph says of a node. @param {string} iri */
function about(iri) {
  const query = `SELECT ?property ?value ?of WHERE {
  { <${iri}> ?property ?value } UNION { ?of ?property <${iri}> }
}
ORDER BY ?property ?value ?of
`;
  return element("a", { href: `?${new URLSearchParams({ query })}`, title: iri }, shortened(iri));
}

/** @param {Blob} content @param {string} name */
function saveAs(content, name) {
  const address = URL.createObjectURL(content);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
