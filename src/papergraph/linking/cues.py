"""Wordings with which papers propose and name their own work."""

from __future__ import annotations

import re

__all__ = [
    "APPOSITION",
    "BACKGROUND",
    "COLLECTING",
    "DESCRIBED",
    "ENUMERATED",
    "NAMING",
    "NAMING_AFTER",
    "OTHERS",
    "OWN",
    "OWN_PARTS",
    "PROPOSING",
    "PROPOSING_GAP",
    "PROPOSING_PASSIVE",
    "SUBJECT_VERB",
]

_SUBJECT = (
    r"(?:\b[Ww]e|\b[Tt]his (?:paper|work|article|study|report|thesis|letter|manuscript|research"
    r"|dissertation|survey)|\b[Tt]he (?:authors|paper|article)"
    r"|\b[Oo]ur (?:work|paper|study|team)|\bI)\b"
)
_PROPOSE = (
    r"(?:propos|introduc|present|develop|design|devis|describ|releas|contribut|construct|creat"
    r"|offer|unveil|formulat|establish|suggest|curat|put forward|open-sourc|build|built|provid"
    r"|craft|conceiv|deriv|assembl|collect|gather|annotat|crawl)(?:e[sd]?|s|ed|ing|t)?"
)
#: "we then propose", "this paper presents": what follows is new.
PROPOSING = re.compile(
    r"\b(?=[WwTtOoIiBbaPp])(?:"  # most words fail at once
    rf"{_SUBJECT}(?:[ ,]+[\w-]+){{0,6}}?[ ,]+{_PROPOSE}\b"
    r"|(?:[Bb]y|[Tt]hrough|[Ww]ith) (?:propos|introduc|present|design|develop)ing\b"
    r"|and (?:propos|introduc|present|develop|design|releas)(?:e|es|s)?\b"
    r"|(?:[Ii]ntroduc|[Pp]resent|[Pp]ropos)ing\b"
    r"|to (?:propose|introduce|develop|design|devise|present|formulate)\b"
    r")"
)
#: "... is proposed": what precedes is new.
PROPOSING_PASSIVE = re.compile(
    r"(?:\([^)]*\))?[ ,]*(?:[\w-]+ ){0,3}?(?:is|are) (?:then |also |further |here |thus |first )?"
    r"(?:propos|introduc|present|develop|design|devis|creat|construct|releas|describ)ed\b"
)
#: Between a proposing verb and the name: articles and adjectives, no preposition.
PROPOSING_GAP = re.compile(
    r"\s*(?:(?:[Aa]n?|[Tt]he|[Oo]ur|both|two|three|four|several|its|here|another)\b,?\s*)?"
    r"(?:(?:new |novel )?(?:concept|notion|idea|family|class|mechanism|principle|problem|paradigm)"
    r"\s(?:of|called)\s(?:the\s|an?\s)?)?"
    r"(?![a-z]+ing\s)(?:(?!(?:for|of|on|in|with|to|by|from|using|via|that|which|based|into|over|under|between|how"
    r"|than|as|at|where|when|whether|is|are|it|this|these|upon|about)\b)"
    r"[a-z][\w-]*(?:,| and)?\s+){0,4}"
    r"[\"'“‘*`(]*"
)
#: "called NAME", "which we dub NAME": up to the name.
NAMING = re.compile(
    r"(?:\b(?:called|named|termed|dubbed|coined|christened|nicknamed|entitled|titled"
    r"|denoted(?: as| by)?|abbreviated(?: as| to)?|referred to as)"
    r"|\b(?:refer to|denote|call|name|term|dub|coin)(?:s|ed)?"
    r"(?: (?:it|this|them|these|the|our|such|an?|resulting|new|novel|proposed|final|method|methods"
    r"|model|models|approach|framework|algorithm|algorithms|technique|system|family|network"
    r"|architecture|strategy|procedure|scheme|phenomenon))*(?: as| by)?"
    r"|\bnamely|\bi\.e\.,?)"
    r"[\s,:]+(?:as\s+)?(?:the\s+|a\s+|an\s+|our\s+)?[\"'“‘*`]*$"
)
#: "a new optimizer, NAME," "framework: NAME", "model NAME": up to the name, after a noun.
APPOSITION = re.compile(
    r"(?P<noun>[\w-]+)\s*(?:,|:|--|—|–|-)?\s*(?:namely,? |i\.e\.,? |called )?[\"'“‘*`]*$"
)
#: "NAME, a novel ...", "NAME is a ...": after the name.
NAMING_AFTER = re.compile(
    r"[\"'”’*`]*(?:\s*\([^()]*\))?"
    r"(?:\s*(?:,|:|--|—|–)\s*(?:which is |i\.e\.,? )?|\s+is\s+|\s+as\s+)"
    r"(?P<phrase>(?:an?|the first|our|two|the)\s[^.;]{3,80})"
)
#: "The first technique, NAME,": up to the name, where a comma follows it too.
DESCRIBED = re.compile(
    r"(?:^|[.;:,]\s|\band\s)(?:[Tt]he|[Aa]n?|[Oo]ur|[Oo]ne)\s(?P<adjectives>(?:[\w-]+\s){0,4}?)"
    r"(?P<noun>(?!baseline)[a-z]\w+),\s[\"'“‘]*$"
)
#: What is described so is somebody else's.
OTHERS = re.compile(
    r"\b(?:recent|popular|existing|previous|prior|well-known|standard|common|competing|baseline|known"
    r"|classic|traditional|conventional|widely|state-of-the-art|strong|original|earlier|another)\b",
    re.IGNORECASE,
)
#: A proposing verb that makes data: what it proposes is a dataset.
COLLECTING = re.compile(r"\b(?:collect|curat|gather|annotat|crawl|compil)(?:e[sd]?|s|ed|ing)?\s*$")
#: "our NAME", "the proposed method NAME": up to the name.
OWN = re.compile(
    r"\b(?:[Oo]ur|[Tt]h(?:is|ese|e) new|[Tt]he (?:newly )?proposed|[Tt]his proposed"
    r"|[Tt]he (?:presented|introduced|resulting|developed))"
    r"(?:\s(?:proposed|new|novel|final|full|best|resulting|own|method|model|approach|framework"
    r"|algorithm|system|network|architecture|technique|optimizer|dataset|benchmark|module|loss"
    r"|large-scale|open-source|lightweight|unified|improved)s?,?){0,3}\s[\"'“‘*`]*$"
)
#: What a paper says of its own method: after the name as subject.
SUBJECT_VERB = re.compile(
    r"(?:'s|’s)?(?:\s*\([^()]*\))?\s+(?:also |further |not only |consistently |significantly "
    r"|substantially |effectively |successfully |then |thus |first |can |could |is able to "
    r"|is shown to "
    r"|has |does not |directly |explicitly |automatically |jointly |even |still |clearly "
    r"|efficiently |dramatically |greatly |remarkably |only |always |thereby )*"
    r"(?:achiev|outperform|improv|reduc|enabl|surpass|deliver|yield|attain|employ|leverag|introduc"
    r"|adopt|utili[sz]|provid|demonstrat|exhibit|maintain|preserv|offer|obtain|gain|combin"
    r"|integrat|incorporat|exceed|excel|accelerat|boost|rais|lower|cut|reach|generali[sz]|scal"
    r"|learn|captur|address|mitigat|eliminat|allow|require|run|us|perform|construct|decompos"
    r"|extract|generat|produc|model|recover|set|show|tak|build|consist|compris|appl|augment"
    r"|replac|optimi[sz]|increas|decreas|save|match|bring|handl|support|guarante|ensur|facilitat"
    r"|establish|estimat|converge|align|select|adapt|exploit|dynamically|operat|formulat|treat)"
    r"(?:es|s|ed|e|ies|ing|n)?\b"
)
#: "(1) NAME", "ii) NAME": up to the name.
ENUMERATED = re.compile(
    r"(?:\(?\b(?:[A-Z]?\d|i{1,3}|iv|[a-c])\)|\b\d\.)\s*(?:an?|the|our)?\s*[\"'“‘*`]*$"
)
#: What a paper enumerates when these words come before: its own parts.
OWN_PARTS = re.compile(
    r"\b(?:techniques|components|modules|strategies|innovations|contributions|designs|stages|parts"
    r"|mechanisms|methods|ideas|steps|improvements|elements|ingredients|algorithms|losses)\b",
    re.IGNORECASE,
)
#: A sentence about what others do.
BACKGROUND = re.compile(
    r"(?:[Rr]ecent(?:ly)?|[Ee]xisting|[Pp]revious(?:ly)?|[Pp]rior|[Cc]urrent(?:ly)?|[Tt]raditional"
    r"|[Cc]onventional|[Mm]ost|[Mm]any|[Ss]tate-of-the-art|[Mm]odern|[Ii]n recent years"
    r"|[Oo]ver the (?:past|last)|[Dd]espite|[Aa]lthough|[Ww]hile"
    r"|[Tt]he (?:success|rise|advent|recent|popular|emergence|rapid|widespread))\b"
)
