const ROWS_AT_ONCE = 500;
const BASE = "https://w3id.org/papergraph/";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float"].map((name) => XSD + name));
const START = `PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pg: <https://w3id.org/papergraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?title ?method WHERE {
  ?paper pg:extends ?extended ; dcterms:title ?title .
  ?extended skos:prefLabel ?method .
}
ORDER BY ?method ?title
LIMIT 20
`;

const byId = (id) => document.getElementById(id);

/** What the endpoint refuses, with the place where reading the query stopped. */
class Refusal extends Error {
  /** @param {{detail: string, line?: number, column?: number}} problem */
  constructor(problem) {
    super(problem.detail);
    this.line = problem.line;
    this.column = problem.column;
  }
}

/** One request at a time; a new one ends the one before, here and on the server. */
class Endpoint {
  constructor() {
    this.ending = new AbortController();
  }

  stop() {
    this.ending.abort();
  }

  begin() {
    this.stop();
    this.ending = new AbortController();
  }

  /** @param {string} sparql @param {string} types that the answer may have */
  ask(sparql, types) {
    const body = new URLSearchParams({ query: sparql });
    return this.fetched("sparql", types, { method: "POST", body });
  }

  /** A named query's text. @param {string} name @param {URLSearchParams} values */
  async filled(name, values) {
    const answer = await this.fetched(`queries/${encodeURIComponent(name)}?${values}`, "application/sparql-query");
    return answer.text();
  }

  async fetched(address, types, options = {}) {
    const headers = { Accept: `${types}, application/problem+json;q=0.1` };
    const answer = await fetch(address, { ...options, headers, signal: this.ending.signal });
    if (answer.ok) return answer;
    const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json");
    throw new Refusal(isProblem ? await answer.json() : { detail: `${answer.status} ${answer.statusText}` });
  }
}

/** What is asked: a named query with its values, or SPARQL. */
class Question {
  /** @param {{name: string, summary: string, sparql: string, parameters: {name: string, description: string, required: boolean}[]}[]} queries */
  constructor(queries) {
    this.queries = new Map(queries.map((query) => [query.name, query]));
    this.menu = byId("named");
    this.text = byId("sparql");
    this.fields = byId("parameters");
    this.menu.append(...queries.map(({ name }) => element("option", { value: name }, name)));
    this.menu.addEventListener("change", () => this.choose(this.menu.value));
    // Text that somebody changed is no named query any more.
    this.text.addEventListener("input", () => this.choose("", this.text.value));
  }

  get named() {
    return this.queries.get(this.menu.value);
  }

  /** The values that are given. */
  get values() {
    const given = [...this.fields.querySelectorAll("input")].map((field) => [field.name, field.value.trim()]);
    return new URLSearchParams(given.filter(([, value]) => value !== ""));
  }

  /** @param {string} name "" for none @param {string} text by default the query's, or a first one */
  choose(name, text = this.queries.get(name)?.sparql ?? START) {
    this.menu.value = this.queries.has(name) ? name : "";
    this.text.value = text;
    byId("summary").textContent = this.named?.summary ?? "";
    byId("summary").hidden = !this.named;
    this.fields.replaceChildren(...(this.named?.parameters ?? []).map((parameter) => this.field(parameter)));
  }

  field({ name, description, required }) {
    const input = element("input", { name, required, autocomplete: "off", spellcheck: false, type: "text" });
    return element("label", {}, required ? name : `${name} (may stay empty)`, element("span", {}, description), input);
  }

  /** The question of an address; whether it has one. @param {URLSearchParams} said */
  restore(said) {
    const name = said.get("name") ?? "";
    if (this.queries.has(name)) {
      this.choose(name);
      for (const field of this.fields.querySelectorAll("input")) field.value = said.get(field.name) ?? "";
      return true;
    }
    this.choose("", said.get("query") ?? START);
    return said.has("query");
  }

  get address() {
    if (!this.named) return new URLSearchParams({ query: this.text.value });
    return new URLSearchParams([["name", this.named.name], ...this.values]);
  }
}

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

/** The page: runs what is asked and shows what comes of it. */
class QueryPage {
  constructor(queries) {
    this.endpoint = new Endpoint();
    this.question = new Question(queries);
    this.answer = new Answer((type, name) => this.save(type, name));
    byId("question").addEventListener("submit", (event) => {
      event.preventDefault();
      this.run(true);
    });
    byId("sparql").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("question").requestSubmit();
    });
    byId("stop").addEventListener("click", () => this.endpoint.stop());
    addEventListener("popstate", () => this.restore());
  }

  restore() {
    this.endpoint.stop();
    this.answer.clear();
    const isAsked = this.question.restore(new URLSearchParams(location.search));
    if (isAsked && byId("question").checkValidity()) this.run(false);
  }

  /** @param {boolean} isStep whether Back returns to what was asked before */
  async run(isStep) {
    this.endpoint.begin();
    await this.during(async () => {
      this.answer.clear();
      this.answer.tell("asking …");
      const { question } = this;
      const address = `?${question.address}`;
      if (isStep && address !== location.search) history.pushState(null, "", address);
      if (question.named) question.text.value = await this.endpoint.filled(question.named.name, question.values);
      this.asked = question.text.value;
      const found = await this.endpoint.ask(this.asked, "application/sparql-results+json, text/turtle");
      const isTriples = found.headers.get("content-type").startsWith("text/turtle");
      const content = isTriples ? await found.text() : await found.json();
      this.answer.clear();
      if (isTriples) this.answer.showTriples(content);
      else this.answer.showSolutions(content);
    });
  }

  /** The answer that is shown, in another form. */
  async save(type, name) {
    this.endpoint.begin();
    await this.during(async () => {
      const found = await this.endpoint.ask(this.asked, type);
      saveAs(await found.blob(), name);
    });
  }

  /** @param {() => Promise<void>} work that the button Stop ends */
  async during(work) {
    const mine = this.endpoint.ending;
    byId("stop").hidden = false;
    try {
      await work();
    } catch (error) {
      if (mine.signal.aborted && mine !== this.endpoint.ending) return;
      if (mine.signal.aborted) {
        this.answer.clear();
        this.answer.tell("stopped");
      } else if (error instanceof Refusal) this.answer.refuse(error, this.question.text);
      else this.answer.refuse(new Error(`The endpoint does not answer: ${error.message}`), this.question.text);
    }
    if (mine === this.endpoint.ending) byId("stop").hidden = true;
  }
}

const page = new QueryPage(await (await fetch("queries")).json());
page.restore();
globalThis.papergraph = page;
