"""Where a graph and the readers of its pages part ways, each case with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papergraph.analysis.matching import Comparison, PaperComparison
from papergraph.model import Claim, Kind, Paper, Relation
from papergraph.text.sentences import sentence_spans

__all__ = ["Disagreement", "disagreements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing missed, invented, or found with another relation.

    Attributes:
        title: of the paper.
        kind: method, dataset, or repository for any URL.
        name: the readers' name; the graph's label of what it invented.
        expected: the readers' relation, or ``None`` where they do not have the thing.
        found: the graph's relation, or ``None`` where it does not have the thing.
        rule: the rule that decided, or "" of a miss.
        quote: the sentence that decided; of a miss, the first that prints a mention, or "".
    """

    title: str
    kind: Kind
    name: str
    expected: Relation | None = None
    found: Relation | None = None
    rule: str = ""
    quote: str = ""

    @property
    def verdict(self) -> str:
        """``missed``, ``invented`` or ``relation``."""
        if self.found is None:
            return "missed"
        return "invented" if self.expected is None else "relation"

    def __str__(self) -> str:
        relations = {
            "missed": f"{self.expected}",
            "invented": f"{self.found}",
            "relation": f"{self.found} for {self.expected}",
        }
        lines = [f"{self.title}: {self.kind} {self.verdict}: {self.name}"]
        lines[0] += f" ({relations[self.verdict]})"
        if self.rule:
            lines.append(f"    rule: {self.rule}")
        if self.quote:
            lines.append(f"    {self.quote}")
        return "\n".join(lines)


def disagreements(compared: PaperComparison) -> Iterator[Disagreement]:
    """All of one paper: its methods, its datasets, then its URLs in alphabetical order."""
    yield from _entities(compared, Kind.METHOD, compared.methods)
    yield from _entities(compared, Kind.DATASET, compared.datasets)
    for url in sorted(compared.asked_urls - compared.found_urls.keys()):
        yield Disagreement(
            title=compared.title,
            kind=Kind.REPOSITORY,
            name=url,
            expected=Relation.HAS_REPOSITORY,
            quote=_sentence_with(compared.paper, (url,)),
        )
    for url in sorted(compared.found_urls.keys() - compared.asked_urls):
        yield _of_claim(compared, Kind.REPOSITORY, url, compared.found_urls[url])


def _entities(
    compared: PaperComparison, kind: Kind, comparison: Comparison
) -> Iterator[Disagreement]:
    for gold in comparison.missed:
        yield Disagreement(
            title=compared.title,
            kind=kind,
            name=gold.name,
            expected=gold.relation,
            quote=_sentence_with(compared.paper, gold.mentions),
        )
    for loose in comparison.invented:
        yield _of_claim(compared, kind, loose.entity.label, loose.claim)
    for pair in comparison.pairs:
        if not pair.is_right:
            yield _of_claim(
                compared, kind, pair.gold.name, pair.found.claim, expected=pair.gold.relation
            )


def _of_claim(
    compared: PaperComparison,
    kind: Kind,
    name: str,
    claim: Claim,
    *,
    expected: Relation | None = None,
) -> Disagreement:
    return Disagreement(
        title=compared.title,
        kind=kind,
        name=name,
        expected=expected,
        found=claim.relation,
        rule=claim.rule,
        quote=claim.quote,
    )


def _sentence_with(paper: Paper | None, surfaces: tuple[str, ...]) -> str:
    """The title or the first sentence that prints one of `surfaces`, case aside; else ""."""
    if paper is None:
        return ""
    wanted = [surface.casefold() for surface in surfaces]
    sentences = (span.of(paper.abstract) for span in sentence_spans(paper.abstract))
    for sentence in (paper.title, *sentences):
        if any(surface in sentence.casefold() for surface in wanted):
            return sentence
    return ""
