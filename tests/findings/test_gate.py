import pytest

from jejak.findings import find_all
from jejak.findings.gate import is_international
from jejak.findings.parties import find_party_mentions
from jejak.model import Article, Findings
from jejak.reading import Reader

ABROAD = (
    "Menteri Luar Negeri Indonesia bertemu Menteri Luar Negeri Vietnam di Hanoi untuk membahas kerja sama"
    " kedua negara. Presiden Amerika Serikat mengecam serangan Rusia terhadap Ukraina."
)
AT_HOME = (
    "Polisi menangkap dua tersangka pencurian motor di Kecamatan Contoh. Warga setempat mengatakan pelaku"
    " sudah dua kali beraksi di pasar. Timnas berlatih di stadion."
)


def read(text, **fields):
    return Reader().read(Article("x", text, **{"language": "id", "published": "2020-03-05", **fields}))


@pytest.mark.parametrize(("text", "passes"), [(ABROAD, True), (AT_HOME, False)])
def test_dealings_of_states_pass_the_gate_and_home_news_does_not(text, passes):
    reading = read(text)
    assert is_international(reading, find_party_mentions(reading)) is passes


def test_a_page_in_a_language_that_was_not_weighed_passes():
    reading = read("The committee met on Tuesday to discuss the budget of the town.", language="en")
    assert is_international(reading, find_party_mentions(reading))


def test_a_page_that_the_gate_turns_away_says_so_and_holds_no_findings():
    found = find_all(read(AT_HOME), gated=True)
    assert found.gated
    assert found == Findings(found.article, gated=True)


def test_what_passes_the_gate_is_read_as_without_it():
    assert find_all(read(ABROAD), gated=True) == find_all(read(ABROAD))


def test_without_the_gate_every_page_is_read_in_full():
    found = find_all(read(AT_HOME + " “Kami kehilangan dua motor,” kata Kepala Desa Contoh Budi Contoh."))
    assert not found.gated
    assert found.statements
