/** Answers that came with the page: the papers building on a method, and the question asked. */
class Answers {
  /** @param {Graph} graph @param {(answer: Answer) => void} show */
  constructor(graph, show) {
    this.graph = graph;
    this.menu = document.getElementById("answers");
    this.menu.hidden = graph.answers.length === 0;
    this.menu.append(...graph.answers.map((answer, number) =>
      element("option", { value: String(number) }, `${answer.name} (${answer.rows.length})`),
    ));
    this.menu.addEventListener("change", () => {
      const answer = graph.answers[Number(this.menu.value)];
      if (this.menu.value !== "" && answer) show(answer);
    });
  }

  /** The answer of this key, or `undefined`. @param {string | null} key */
  find(key) {
    return [this.graph.question, ...this.graph.answers].find((answer) => answer?.key === key);
  }

  /** The menu as if this answer had been chosen in it. @param {Answer} answer */
  choose(answer) {
    const number = this.graph.answers.indexOf(answer);
    this.menu.value = number < 0 ? "" : String(number);
  }

  /** The menu without a choice, for another thing is shown. */
  clear() {
    this.menu.value = "";
  }
}
