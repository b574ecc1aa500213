"""The closed vocabularies of the codebook: PLOVER event types, modes and contexts, statuses, kinds.

Source: PLOVER manual (Open Event Data Alliance, 2021), and docs/codebook.md for what we add.
"""

from __future__ import annotations

from typing import Final

EVENT_TYPES: Final = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""PLOVER event types, most cooperative first."""

_DEMANDS = ("assist", "change", "yield", "meet")
MODES: Final[dict[str, tuple[str, ...]]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "REQUEST": _DEMANDS,
    "REJECT": _DEMANDS,
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "ban", "arrest", "relations", "expel", "territory", "violence"),
}
"""The modes that an event type may have; a type not named here has none."""

MUTUAL_TYPES: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose parties all stand in `actors` (a one-sided promise or visit apart)."""

EVENT_STATUSES: Final = ("occurred", "ongoing", "recurring", "planned", "proposed", "cancelled")
COMMITMENT_STATUSES: Final = (
    "pledged",
    "under_way",
    "fulfilled",
    "overdue",
    "abandoned",
    "contradicted",
)

CONTEXTS: Final = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "economic",
    "legal",
    "human_rights",
    "human_security",
    "gender",
    "religion_ethnicity",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
    "inequality",
    "rights_freedoms",
    "repression",
    "reparations",
    "lgbt",
)

ACTOR_KINDS: Final = ("state", "igo", "agency", "person", "group", "organization")
STATEMENT_KINDS: Final = ("direct", "indirect")

AGENCY_SUFFIXES: Final = {
    "MFA": "foreign ministry",
    "MOD": "defence ministry",
    "MOI": "interior ministry",
    "POL": "national police",
    "MIL": "armed forces",
    "PAR": "parliament",
    "GOV": "head of state or government as an office",
}
"""Standard endings of agency codes (`IDN:MFA`); any other agency uses its own acronym."""
