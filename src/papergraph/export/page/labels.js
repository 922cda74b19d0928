const LABEL_PIXELS = 12;
const LABEL_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
/** Space kept free around a label, in pixels; more of it where the whole graph is in view. */
const LABEL_GAP = { far: 14, near: 5 };
const FAR = 0.3;
/** A name longer than this is cut, unless the reader came close. */
const LABEL_LENGTH = { far: 26, near: 70 };
const NEAR = 1.4;
const CELL = 48;

/**
 * Labels of one size on the screen, whatever the zoom, none on another: the higher a
 * node's score the earlier it gets its label, and coming closer makes room for more.
 */
class Labels {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.network = view.network;
    /** @type {Map<string, number>} */
    this.widths = new Map();
    this.sizes = view.sizes;
    view.labels = this;
    this.byScore = [...view.graph.nodes.values()].sort(
      (a, b) => b.score - a.score || compare(a.id, b.id),
    );
    this.pen = document.createElement("canvas").getContext("2d");
    this.pen.font = `${LABEL_PIXELS}px ${LABEL_FONT}`;
    this.places = null;
    this.moving = false;
    this.chosen = { scale: 0, labels: [] };
    view.listeners.push(() => this.forget());
    this.network.on("dragging", (event) => event.nodes.length && this.forget());
    this.network.on("afterDrawing", (context) => this.draw(context));
  }

  forget() {
    this.places = null;
    this.chosen.scale = 0;
  }

  /** @param {CanvasRenderingContext2D} context in canvas units */
  draw(context) {
    if (this.moving) this.forget();
    const scale = this.network.getScale();
    if (this.chosen.scale !== scale) this.chosen = { scale, labels: this.choose(scale) };
    context.save();
    context.font = `${LABEL_PIXELS / scale}px ${LABEL_FONT}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3 / scale;
    context.strokeStyle = this.view.ground;
    context.fillStyle = this.view.ink;
    for (const { text, x, y } of this.chosen.labels) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  /** @param {number} scale @returns {{text: string, x: number, y: number}[]} */
  choose(scale) {
    this.places ??= this.network.getPositions();
    const candidates = this.candidates();
    const taken = new Map();
    for (const node of candidates) this.reserveBody(taken, node.id, scale);
    const labels = [];
    for (const node of candidates) {
      const text = shorten(node.name, scale > NEAR ? LABEL_LENGTH.near : LABEL_LENGTH.far);
      const spot = this.spots(node.id, text, scale).find(({ box }) => claim(taken, box, node.id));
      if (spot) labels.push({ text, x: spot.x / scale, y: spot.y / scale });
    }
    return labels;
  }

  /** Below, above, right, left of a node, in pixels: the middle of the text's upper edge. */
  spots(id, text, scale) {
    const gap = scale < FAR ? LABEL_GAP.far : LABEL_GAP.near;
    const [x, y, radius] = [this.places[id].x, this.places[id].y, this.sizes.get(id)].map((n) => n * scale);
    const half = this.width(text) / 2;
    const beside = radius + half + 4;
    const middle = y - LABEL_PIXELS / 2;
    return [
      { x, y: y + radius + 4 },
      { x, y: y - radius - 4 - LABEL_PIXELS },
      { x: x + beside, y: middle },
      { x: x - beside, y: middle },
    ].map((spot) => ({
      ...spot,
      box: [spot.x - half - gap, spot.y - 1, spot.x + half + gap, spot.y + LABEL_PIXELS + gap / 2],
    }));
  }

  /** Whose label may show, first served first. */
  candidates() {
    const { focus } = this.view;
    if (focus === null) return this.byScore.filter((node) => this.view.isShown(node.id));
    const first = focus.first.filter((id) => this.view.isShown(id)).map((id) => this.view.graph.nodes.get(id));
    const rest = this.byScore.filter(
      (node) => focus.nodes.has(node.id) && !first.includes(node) && this.view.isShown(node.id),
    );
    return [...first, ...rest];
  }

  /** A label must not cover a node that is large enough to be seen under it. */
  reserveBody(taken, id, scale) {
    const radius = this.sizes.get(id) * scale;
    if (radius < (scale < FAR ? 5 : 3)) return;
    const { x, y } = this.places[id];
    const [left, top] = [x * scale - radius, y * scale - radius];
    reserve(taken, { box: [left, top, left + 2 * radius, top + 2 * radius], owner: id });
  }

  /** @param {string} text */
  width(text) {
    if (!this.widths.has(text)) this.widths.set(text, this.pen.measureText(text).width);
    return this.widths.get(text);
  }
}

/** @param {number[]} box left, top, right, bottom in pixels */
function* cells([left, top, right, bottom]) {
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1)
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) yield `${i},${j}`;
}

function reserve(taken, entry) {
  for (const cell of cells(entry.box)) {
    if (!taken.has(cell)) taken.set(cell, []);
    taken.get(cell).push(entry);
  }
}

/** Reserve `box` unless it meets another's; a label may touch its own node. */
function claim(taken, box, owner) {
  for (const cell of cells(box))
    for (const other of taken.get(cell) ?? []) {
      const [left, top, right, bottom] = other.box;
      const apart = box[2] <= left || box[0] >= right || box[3] <= top || box[1] >= bottom;
      if (!apart && other.owner !== owner) return false;
    }
  reserve(taken, { box, owner });
  return true;
}

/**
 * A name for the picture: the part before a title's colon where that is short, else its
 * first words.
 *
 * @param {string} name @param {number} length
 */
function shorten(name, length) {
  const words = name.trim().replace(/\s+/gu, " ");
  if (words.length <= length) return words;
  const colon = words.search(/:\s/u);
  if (colon > 0 && colon <= length) return words.slice(0, colon);
  const cut = words.lastIndexOf(" ", length);
  return `${words.slice(0, cut > length / 2 ? cut : length)}…`;
}
