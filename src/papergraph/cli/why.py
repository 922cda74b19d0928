"""``papergraph why``: the grounds of one relation."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papergraph.api import PaperGraph, load
from papergraph.cli.options import graph_option
from papergraph.model import Claim, Part, Relation

__all__ = ["why"]


@click.command(epilog="Example: papergraph why QLoRA LoRA --graph exports")
@click.argument("paper")
@click.argument("entity")
@graph_option
def why(paper: str, entity: str, folder: Path) -> None:
    """Show what PAPER says of ENTITY: the claim, its sentence, its rule and confidence.

    PAPER is a title, the part of it before a colon, an arXiv id or a DOI, also as a URL, or the
    name of a method that it introduces. ENTITY is a method, dataset, repository or task by any of
    its names. Both may be ids, such as method/lora, and a repository its URL.
    """
    graph = load(folder)
    paper_id = graph.find_paper(paper)
    target = graph.find_any(entity, paper_id)
    claim = next((c for c in graph.claims if (c.paper, c.target) == (paper_id, target)), None)
    title = " ".join(graph.papers[paper_id].title.split())
    label = graph.label(target)
    if claim is not None:
        click.echo(_told(graph, claim, title, label))
    elif target in graph.entities and paper_id in graph.entities[target].introduced_by:
        click.echo(f"{title}\n  {Relation.INTRODUCES} {label}  (the lexicon says so, no text)")
    else:
        click.echo(f"'{title}' says nothing of {label}", err=True)


def _told(graph: PaperGraph, claim: Claim, title: str, label: str) -> str:
    lines = [f"{title}", f"  {claim.relation} {label}  ({_grounds(claim)})"]
    if claim.quote:
        lines.append(f'  "{_marked(graph, claim)}"')
    if places := [f"{m.part} {m.span.start}-{m.span.end} {m.surface!r}" for m in claim.mentions]:
        lines.append("  named at " + ", ".join(places))
    return "\n".join(lines)


def _grounds(claim: Claim) -> str:
    if claim.field:
        return f"confidence {claim.confidence}, field {claim.field} of {claim.listing}"
    if claim.rule:
        return f"confidence {claim.confidence}, rule '{claim.rule}'"
    return "the graph was built without evidence"


def _marked(graph: PaperGraph, claim: Claim) -> str:
    """The sentence with every mention of the entity in it marked."""
    paper = graph.papers[claim.paper]
    quote = claim.quote
    for part in Part:
        start = paper.text(part).find(quote)
        inside = [
            mention.span
            for mention in claim.mentions
            if mention.part is part
            and start <= mention.span.start
            and mention.span.end <= start + len(quote)
        ]
        if start >= 0 and inside:
            for span in reversed(inside):
                left, right = span.start - start, span.end - start
                quote = f"{quote[:left]}{_mark(quote[left:right])}{quote[right:]}"
            break
    return " ".join(quote.split())


def _mark(surface: str) -> str:
    return click.style(surface, bold=True) if sys.stdout.isatty() else f"[{surface}]"
