"""Files of papers in, papers and faults out: one module a format, one table of them."""

from papergraph.sources.catalogues import CATALOGUES, read_catalogue
from papergraph.sources.columns import NO_COLUMNS
from papergraph.sources.corpus import ListedPapers
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.folders import Files, LeftOut, listing_files, listing_paths
from papergraph.sources.formats import TABLES, detect_format, parsers
from papergraph.sources.listing import read_listing
from papergraph.sources.printed import Parser, Printed
from papergraph.sources.report import FileReport, Report, check_inputs

__all__ = [
    "CATALOGUES",
    "NO_COLUMNS",
    "TABLES",
    "Fault",
    "FaultKind",
    "FileReport",
    "Files",
    "LeftOut",
    "ListedPapers",
    "Parser",
    "Printed",
    "Report",
    "check_inputs",
    "detect_format",
    "listing_files",
    "listing_paths",
    "parsers",
    "read_catalogue",
    "read_listing",
]
