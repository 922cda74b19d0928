"""Plots: a graph to a matplotlib figure, and figures to files.

>>> import papergraph as pg
>>> graph = pg.build_papers([pg.Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
...     abstract="We present QLoRA, which extends LoRA to 4 bits.")])
>>> figure = pg.plot.genealogy(graph, graph.find("LoRA"))
>>> pg.plot.dump(figure, "png")[1:4]
b'PNG'
"""

from papergraph.plot.bars import centrality
from papergraph.plot.genealogy import genealogy
from papergraph.plot.heatmap import heatmap
from papergraph.plot.saving import IMAGES, dump, image_of, save
from papergraph.plot.timeline import MOST_METHODS, timeline

__all__ = [
    "IMAGES",
    "MOST_METHODS",
    "centrality",
    "dump",
    "genealogy",
    "heatmap",
    "image_of",
    "save",
    "timeline",
]
