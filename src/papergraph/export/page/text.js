const SVG = "http://www.w3.org/2000/svg";

/** Spans count code points; JavaScript counts code units. */
function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}

/**
 * Text with its mentions marked; where two overlap the earlier one stands.
 *
 * @param {string} text
 * @param {{start: number, end: number, title: string, color: string, open: () => void}[]} mentions
 *   spans of `text` in code points
 * @returns {Node[]}
 */
function marked(text, mentions) {
  const points = Array.from(text);
  const parts = [];
  let done = 0;
  for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mention.start < done || mention.end > points.length) continue;
    parts.push(document.createTextNode(points.slice(done, mention.start).join("")));
    const surface = points.slice(mention.start, mention.end).join("");
    const mark = element(
      "mark",
      {
        title: mention.title,
        role: "button",
        tabIndex: 0,
        onclick: mention.open,
        onkeydown: (event) => { if (event.key === "Enter") mention.open(); },
      },
      surface,
    );
    mark.style.setProperty("--relation", mention.color);
    parts.push(mark);
    done = mention.end;
  }
  parts.push(document.createTextNode(points.slice(done).join("")));
  return parts;
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function vector(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

const OUTLINES = {
  diamond: "9,1 17,9 9,17 1,9",
  square: "2,2 16,2 16,16 2,16",
  triangle: "9,1 17,16 1,16",
  hexagon: "5,2 13,2 17,9 13,16 5,16 1,9",
  star: "9,1 11,7 17,7 12.2,10.7 14,17 9,13 4,17 5.8,10.7 1,7 7,7",
};

/** @param {Mark} mark */
function markSwatch(mark) {
  const paint = { fill: mark.hollow ? "none" : mark.color, stroke: mark.color, "stroke-width": 2 };
  const shape =
    mark.shape === "dot"
      ? vector("circle", { cx: 9, cy: 9, r: 7, ...paint })
      : vector("polygon", { points: OUTLINES[mark.shape], ...paint });
  const swatch = vector("svg", { class: "swatch", width: 16, height: 16, viewBox: "0 0 18 18", "aria-hidden": "true" });
  swatch.append(shape);
  return swatch;
}

/** @param {Line} line */
function lineSwatch(line) {
  const swatch = vector("svg", { class: "swatch", width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" });
  swatch.append(
    vector("line", {
      x1: 0, y1: 5, x2: 24, y2: 5,
      stroke: line.color,
      "stroke-width": line.width + 0.8,
      "stroke-dasharray": line.dashes.join(" "),
    }),
    vector("polygon", { points: "23,1 30,5 23,9", fill: line.color }),
  );
  return swatch;
}
