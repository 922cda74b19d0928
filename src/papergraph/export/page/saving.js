/** Pictures and tables of what is seen, as files. */
class Saving {
  /** @param {View} view @param {string} title */
  constructor(view, title) {
    this.view = view;
    this.name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/gu, "").toLowerCase() || "papergraph";
    document.getElementById("save-png").addEventListener("click", () => this.png());
    document.getElementById("save-svg").addEventListener("click", () => this.offer(this.svg(), "svg", "image/svg+xml"));
    document.getElementById("save-csv").addEventListener("click", () => this.offer(this.csv(), "csv", "text/csv"));
  }

  /** @param {string | Blob} content @param {string} suffix @param {string} type */
  offer(content, suffix, type) {
    const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: `${this.name}.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    document.getElementById("save").open = false;
  }

  png() {
    const seen = document.querySelector("#mynetwork canvas");
    const copy = element("canvas", { width: seen.width, height: seen.height });
    const pen = copy.getContext("2d");
    pen.fillStyle = this.view.ground;
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(seen, 0, 0);
    copy.toBlob((blob) => this.offer(blob, "png", "image/png"));
  }

  /** What the stage shows, with shapes and texts that can be edited. */
  svg() {
    const { network, graph } = this.view;
    const stage = document.getElementById("mynetwork");
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    const scale = network.getScale();
    const places = network.getPositions();
    const at = (id) => network.canvasToDOM(places[id]);
    const picture = vector("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": LABEL_FONT });
    picture.append(vector("rect", { width, height, fill: this.view.ground }));
    for (const edge of graph.edges.values()) {
      const look = this.view.edgeLook(edge);
      if (!look.hidden) picture.append(this.stroke(edge, at(edge.from), at(edge.to), look.color.opacity, scale));
    }
    for (const node of graph.nodes.values())
      if (this.view.isShown(node.id)) picture.append(this.shape(node, at(node.id), scale));
    const labels = this.view.labels.choose(scale);
    for (const { text, x, y } of labels) {
      const place = network.canvasToDOM({ x, y });
      const paint = { fill: this.view.ink, stroke: this.view.ground, "stroke-width": 3, "paint-order": "stroke" };
      const label = vector("text", { x: place.x, y: place.y + LABEL_PIXELS - 2, "font-size": LABEL_PIXELS, "text-anchor": "middle", ...paint });
      label.textContent = text;
      picture.append(label);
    }
    return new XMLSerializer().serializeToString(picture);
  }

  stroke(edge, from, to, opacity, scale) {
    const line = this.view.graph.lines.get(edge.line);
    return vector("line", {
      x1: from.x, y1: from.y, x2: to.x, y2: to.y,
      stroke: line.color,
      "stroke-opacity": opacity,
      "stroke-width": line.width * scale,
      "stroke-dasharray": line.dashes.map((length) => length * scale).join(" "),
    });
  }

  shape(node, { x, y }, scale) {
    const mark = this.view.graph.marks.get(node.mark);
    const radius = this.view.sizes.get(node.id) * scale;
    const dimmed = this.view.isDimmed(node.id);
    const paint = { fill: mark.hollow ? this.view.ground : mark.color, stroke: mark.color, "stroke-width": 2 * scale, opacity: dimmed ? DIMMED : 1 };
    if (mark.shape === "dot") return vector("circle", { cx: x, cy: y, r: radius, ...paint });
    const points = OUTLINES[mark.shape].split(" ").map((pair) => {
      const [left, top] = pair.split(",").map((n) => ((Number(n) - 9) / 8) * radius);
      return `${(x + left).toFixed(1)},${(y + top).toFixed(1)}`;
    });
    return vector("polygon", { points: points.join(" "), ...paint });
  }

  /** The edges in focus, or all that are drawn, a row each. */
  csv() {
    const { graph } = this.view;
    const rows = [["source", "source name", "relation", "target", "target name", "confidence", "sentence"]];
    for (const edge of this.view.edgesInFocus()) {
      const [from, to] = [edge.from, edge.to].map((id) => graph.nodes.get(id));
      rows.push([from.id, from.name, edge.line, to.id, to.name, edge.confidence ?? "", graph.sentence(edge)]);
    }
    return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  }
}

/** One cell of CSV. A sign that a spreadsheet would compute with is made text. */
function cell(value) {
  const text = typeof value === "number" ? String(value) : String(value).replace(/^[=+\-@\t\r]/u, "'$&");
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
