"""Listings of papers in, a citation-style knowledge graph out."""
