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
