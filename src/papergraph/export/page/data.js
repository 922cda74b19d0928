/**
 * What the page shows, as `Picture.record` writes it.
 *
 * @typedef {{key: string, label: string, plural: string, shape: string, color: string, hollow: boolean, count: number,
 *   shown: boolean}} Mark
 * @typedef {{key: string, label: string, inverse: string, color: string, dashes: number[],
 *   width: number, shown: boolean, count: number}} Line
 * @typedef {["title" | "abstract", number, number]} Place part, and a span of it in code points
 * @typedef {{id: string, mark: string, name: string, score: number, abstract?: string,
 *   authors?: string[], issued?: string, venue?: string, arxiv?: string, doi?: string, url?: string,
 *   pages?: string[], aliases?: string[], listings?: string[]}} GraphNode
 * @typedef {{id: string, line: string, from: string, to: string, confidence?: number,
 *   rule?: string, place?: Place, quote?: string, field?: string, listing?: string,
 *   mentions?: Place[], via?: string[]}} GraphEdge
 * @typedef {{nodes: string[], cells: [string, string][], edge?: string}} AnswerRow
 * @typedef {{key: string, name: string, about: string[], rows: AnswerRow[]}} Answer
 * @typedef {{title: string, note: string, marks: Mark[], lines: Line[], nodes: GraphNode[],
 *   edges: GraphEdge[], listings: {slug: string, file: string}[], answers: Answer[],
 *   question: Answer | null}} Picture
 */

/** The picture with its indexes. Nothing in it changes. */
class Graph {
  /** @param {Picture} picture */
  constructor(picture) {
    this.title = picture.title;
    this.note = picture.note;
    this.listings = picture.listings;
    this.answers = picture.answers;
    this.question = picture.question;
    this.marks = new Map(picture.marks.map((mark) => [mark.key, mark]));
    this.lines = new Map(picture.lines.map((line) => [line.key, line]));
    this.nodes = new Map(picture.nodes.map((node) => [node.id, node]));
    /** @type {Map<string, GraphEdge>} */
    this.edges = new Map();
    /** @type {Map<string, GraphEdge[]>} */
    this.around = new Map(picture.nodes.map((node) => [node.id, []]));
    picture.edges.forEach((record, number) => {
      const edge = { ...record, id: `edge/${number}` };
      this.edges.set(edge.id, edge);
      this.around.get(edge.from).push(edge);
      this.around.get(edge.to).push(edge);
    });
    this.lineOrder = new Map(picture.lines.map((line, index) => [line.key, index]));
  }

  /**
   * The edges at a node, strongest relation first, then by the name at the other end.
   *
   * @param {string} id
   */
  edgesAt(id) {
    return [...this.around.get(id)].sort(
      (a, b) =>
        this.lineOrder.get(a.line) - this.lineOrder.get(b.line) ||
        compare(this.otherEnd(a, id).name, this.otherEnd(b, id).name) ||
        compare(a.id, b.id),
    );
  }

  /** @param {GraphEdge} edge @param {string} id */
  otherEnd(edge, id) {
    return this.nodes.get(edge.from === id ? edge.to : edge.from);
  }

  /** @param {GraphEdge} edge the sentence behind it, or "" */
  sentence(edge) {
    if (!edge.place) return edge.quote ?? "";
    const [part, start, end] = edge.place;
    return slice(this.text(edge.from, part), start, end);
  }

  /** @param {string} id @param {string} part */
  text(id, part) {
    const node = this.nodes.get(id);
    return (part === "title" ? node.name : node.abstract) ?? "";
  }
}

/** Order by code units, the same in every locale. @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The data of the page, unpacked: compressed, it is a quarter of what it would be.
 *
 * @returns {Promise<Graph>}
 */
async function readGraph() {
  const packed = atob(document.getElementById("graph-data").textContent.trim());
  const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Graph(JSON.parse(await new Response(stream).text()));
}
