"""The model's tokeniser: spaCy's rules for Indonesian, with words cut as Universal Dependencies does.

Registered with spaCy as `jejak.indonesian.v1` (an entry point of the package), so that `spacy.load` finds it.
spaCy's own list of 16,000 reduplications is left out: hyphens hold here anyway, and it takes seconds to load.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import yaml
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES
from spacy.lang.tokenizer_exceptions import URL_MATCH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

NAME: Final = "jejak.indonesian.v1"
# spaCy's own infixes cut every hyphen; treebanks keep "anak-anak", "ke-5", "1960-an" whole.
INFIXES: Final = (
    rf"(?<=[{ALPHA}])[:<>=/](?=[{ALPHA}])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}0-9])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}\"')])[–—](?=[{ALPHA}\"'(])",
    r"(?<=[0-9])[–—](?=[0-9])",
    r"--+|…|\.\.+",
    rf"(?<=[{ALPHA}0-9])[()\[\]\"“”](?=[{ALPHA}0-9])",
    rf"(?<=\))/(?=[{ALPHA}])",
)
CLITIC_SUFFIXES: Final = (
    rf"(?<=[{ALPHA}]{{3}})(?:nya|Nya|NYA)(?![{ALPHA}])",
    r"(?<=nya)(?:lah|pun|kah)",
)


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def indonesian() -> Callable[[Language], Tokenizer]:
    """What makes the tokeniser for a pipeline."""

    def make(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            rules=special_cases(defaults.tokenizer_exceptions),
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex([*(defaults.suffixes or ()), *CLITIC_SUFFIXES]).search,
            infix_finditer=compile_infix_regex(INFIXES).finditer,
            url_match=URL_MATCH,
        )

    return make


def special_cases(known: dict[str, Any]) -> dict[str, Any]:
    """Clitics, and words that stay whole though they end like one; of spaCy's own, words without hyphens."""
    path = resources.files("jejak.languages.id") / "clitics.yaml"
    clitics = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = {word: rule for word, rule in known.items() if "-" not in word}
    for clitic in ("lah", "kah", "pun"):
        for stem in clitics[clitic]["stems"].split():
            for form in (stem, stem.capitalize()):
                rules[form + clitic] = [{"ORTH": form}, {"ORTH": clitic}]
    for word in clitics["nya"]["whole"].split() + clitics["whole"].split():
        for form in (word, word.capitalize(), word.upper()):
            rules[form] = [{"ORTH": form}]
    return rules
