"""The graph as a SPARQL endpoint: what ``papergraph serve`` runs."""
