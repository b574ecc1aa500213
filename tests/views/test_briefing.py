import re
from datetime import date
from html.parser import HTMLParser

import pytest

from builders import article, event, findings, meeting_page, promise, record_of, said, state, training_page
from jejak import deciding
from jejak.errors import InputError
from jejak.views.briefing import Sentence, as_html, as_markdown, brief
from jejak.views.briefing.flat import flat, web_address
from jejak.views.commitments import commitments
from jejak.views.record import Record
from jejak.views.timeline import timeline

EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(2)> [x](javascript:y) `a` *b* _c_ | # &amp; \u202eterbalik\x1b[2J'


def due_page():
    text = "Indonesia akan menghibahkan dua kapal kepada Vietnam pada 2021. Keduanya berencana menggelar latihan pada 2022."
    page = article(
        "j.txt", text, "2020-05-01", publisher="Kabar Janji", url="https://contoh.id/janji?a=1&b=2"
    )
    plan = event(
        page,
        "berencana menggelar latihan pada 2022",
        "AGREE",
        status="planned",
        when="2022",
        contexts=("military",),
    )
    gift = promise(page, "menghibahkan dua kapal kepada Vietnam", due="2021", contexts=("military",))
    return findings(page, events=(plan,), commitments=(gift,))


def terror_page():
    text = "Indonesia dan Vietnam bekerja sama melawan terorisme. “Teroris tak kami beri ruang,” kata Surya."
    page = article("t.txt", text, "2021-09-01", publisher="Kabar Aman", url="javascript:alert(3)")
    told = event(
        page, "Indonesia dan Vietnam bekerja sama melawan terorisme", "COOPERATE", contexts=("terrorism",)
    )
    quote = said(page, "Teroris tak kami beri ruang", "Surya", position="Kepala Badan Melati")
    return findings(page, actors=(state(page, "IDN", "Indonesia"),), events=(told,), statements=(quote,))


def evil_page():
    text = f"Indonesia menjamu Vietnam {EVIL} di Hue."
    page = article("<b>.html", text, "2022-09-01", publisher=EVIL, title=EVIL, url=f"https://x/{EVIL}")
    told = event(page, text, when="2022-08-31", where=EVIL, persons=(EVIL,), series=EVIL)
    made = promise(page, f"menjamu Vietnam {EVIL}")
    return findings(page, events=(told,), commitments=(made,))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    pages = [meeting_page("a.txt"), training_page("b.txt"), due_page(), terror_page(), evil_page()]
    return record_of(tmp_path_factory.mktemp("brief") / "x.db", *pages)


@pytest.fixture(scope="module")
def record(path):
    with Record(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def note(record):
    return brief(record, "Indonesia", "VNM", as_of=date(2024, 1, 1))


def section(note, title):
    (found,) = [s for s in note.sections if s.title == title]
    return found.sentences


def said_in(note, title):
    return [f"{s.lead} {s.text}: {s.quote}" for s in section(note, title)]


def test_the_note_has_its_sections_in_the_order_in_which_they_are_read(note):
    assert [s.title for s in note.sections] == [
        "Meetings", "Agreements and support", "Other dealings", "Planned, proposed or called off", "Commitments",
        "Statements", "Open questions",
    ]  # fmt: skip


def test_every_sentence_has_a_source_and_every_footnote_is_used(note):
    sentences = [sentence for part in note.sections for sentence in part.sentences]
    assert all(sentence.notes for sentence in sentences)
    assert {n for sentence in sentences for n in sentence.notes} == {f.number for f in note.footnotes}


def test_a_sentence_without_a_source_cannot_be_made():
    with pytest.raises(ValueError, match="without a source"):
        Sentence("", "Indonesia menjamu Vietnam", "", ())


def test_footnotes_hold_exact_words_with_their_offsets(note):
    pages = {
        p.article.doc: p.article
        for p in (meeting_page("a.txt"), training_page("b.txt"), due_page(), terror_page())
    }
    for footnote in note.footnotes:
        if footnote.doc in pages:
            assert pages[footnote.doc].zone(footnote.zone)[footnote.start : footnote.end] == footnote.exact


def test_a_meeting_says_when_where_who_and_in_which_words(note):
    assert said_in(note, "Meetings")[0] == (
        "5 Mar 2020, Hanoi. Indonesia and Vietnam met or talked (with Surya Atmaja, Tran Van Lam):"
        " Surya Atmaja bertemu Menteri Luar Negeri Vietnam Tran Van Lam di Hanoi"
    )


def test_a_commitment_says_where_it_stands_and_what_moved_it(note):
    told = "\n".join(said_in(note, "Commitments"))
    assert (
        "Indonesia promised to Vietnam; due 2021; under way, again and again (pledged 2020 → under way 2021)"
        in told
    )
    assert "Told 1 Jun 2021. That promise: recurring: Indonesia setiap tahun menggelar kursus" in told


def test_statements_name_their_speaker_and_office(note):
    assert "Told 1 Sep 2021. Surya (Kepala Badan Melati, IDN): Teroris tak kami beri ruang" in said_in(
        note, "Statements"
    )


def test_open_are_what_is_overdue_what_is_silent_and_what_was_planned_for_a_time_gone_by(note):
    asked = "\n".join(said_in(note, "Open questions"))
    assert "Overdue: Indonesia promised it for 2021: menghibahkan dua kapal kepada Vietnam" in asked
    assert (
        "Nothing heard since 1 Jun 2021: Indonesia promised it, under way, again and again: melatih" in asked
    )
    assert "Planned for a time that has passed; is it done?" in asked


def test_nothing_is_open_before_its_day(record):
    early = brief(record, "IDN", "VNM", as_of=date(2020, 6, 1))
    assert not [
        s for s in section(early, "Open questions") if s.text.startswith(("Overdue", "Nothing", "Planned"))
    ]


def test_a_note_about_a_context_keeps_what_is_about_it(record):
    about = brief(record, "IDN", "VNM", about="terrorism", as_of=date(2024, 1, 1))
    assert [s.quote for part in about.sections for s in part.sentences] == [
        "Indonesia dan Vietnam bekerja sama melawan terorisme", "Teroris tak kami beri ruang",
    ]  # fmt: skip


def test_a_note_about_words_keeps_what_has_them_in_any_form(record):
    about = brief(record, "IDN", "VNM", about="hibah kapal", as_of=date(2024, 1, 1))
    assert {s.quote for part in about.sections for s in part.sentences} == {
        "menghibahkan dua kapal kepada Vietnam"
    }


def test_a_note_since_a_day_leaves_out_what_was_before(record):
    since = brief(record, "IDN", "VNM", since="2021-07", as_of=date(2024, 1, 1))
    assert not [s for s in section(since, "Meetings") if "2020" in s.lead]
    assert "from Jul 2021 on" in since.about[0]


def test_what_people_set_right_is_told_beside_it(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    with Record(path) as opened:
        (met,) = timeline(opened)
        (gift,) = commitments(opened)
    deciding.correct(path, met.id, ["where=Hue"], by="Rani Contoh")
    deciding.accept(path, [gift.id], by="Bima Contoh")
    with Record(path) as opened:
        note = brief(opened, "IDN", "VNM", as_of=date(2020, 6, 1))
    assert "Hue" in section(note, "Meetings")[0].lead
    assert "[where corrected by Rani Contoh, was Hanoi]" in section(note, "Meetings")[0].text
    assert section(note, "Commitments")[0].text.endswith("[accepted by Bima Contoh]")


def test_a_note_as_known_on_a_day_knows_no_more(path):
    with Record(path, known_on=date(2020, 12, 31)) as record:
        then = brief(record, "IDN", "VNM")
    assert {f.doc for f in then.footnotes} == {"a.txt", "j.txt"}
    assert "published by 31 Dec 2020" in then.about[0]


def test_a_subject_without_a_word_is_told(record):
    with pytest.raises(InputError, match="holds no word"):
        brief(record, "IDN", "VNM", about="?!")


def test_an_unknown_party_is_told(record):
    with pytest.raises(InputError, match="'Atlantis'"):
        brief(record, "IDN", "Atlantis")


def test_two_parties_without_dealings_give_an_empty_note(record):
    empty = brief(record, "IDN", "Fiji")
    assert empty.footnotes == ()
    assert "No meeting is told of" in as_markdown(empty)
    assert "No meeting is told of" in as_html(empty)


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags_of(text):
    parser = Tags()
    parser.feed(text)
    return parser.found


ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"}, "title": set(),
    "style": set(), "body": set(), "h1": set(), "h2": set(), "p": {"class"}, "ul": set(), "ol": set(),
    "li": {"id"}, "strong": set(), "span": set(), "sup": set(), "a": {"href", "rel"},
}  # fmt: skip


def test_no_text_of_a_page_becomes_a_tag_or_attribute(note):
    page = as_html(note)
    assert "<script" not in page.lower()
    for tag, attributes in tags_of(page):
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
        href = attributes.get("href", "#")
        assert href.startswith(("#note-", "https://contoh.id/")) or href == "#"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", page)


def test_the_page_asks_for_nothing_and_allows_no_script(note):
    (policy,) = [a["content"] for tag, a in tags_of(as_html(note)) if a.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "https://contoh.id/janji?a=1&amp;b=2" in as_html(note)


def test_references_lead_to_their_footnotes(note):
    found = tags_of(as_html(note))
    ids = {a["id"] for _, a in found if "id" in a}
    assert {a["href"].removeprefix("#") for _, a in found if a.get("href", "").startswith("#")} == ids


def test_no_text_of_a_page_is_markup_in_markdown(note):
    text = as_markdown(note)
    assert not re.search(r"(?<!\\)<(?!https://contoh)", text)
    assert not re.search(r"(?<!\\)\[(?!\^\d+\])", text)
    assert not re.search(r"(?<!\\)`", text)
    for number in (f.number for f in note.footnotes):
        assert f"[^{number}]: " in text


def test_each_footnote_names_publisher_day_title_address_words_and_offsets(note):
    text = as_markdown(note)
    (line,) = [row for row in text.splitlines() if "menghibahkan dua kapal" in row and row.startswith("[^")]
    assert re.fullmatch(
        r"\[\^\d+\]: Kabar Janji, 2020-05-01, Judul j.txt, j.txt. <https://contoh.id/janji\?a=1&b=2>"
        r" “menghibahkan dua kapal kepada Vietnam” \(body, 15–52\)",
        line,
    )


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://contoh.id/a", True), ("http://contoh.id", True), ("javascript:alert(1)", False), (None, False),
        ("data:text/html,x", False), ("//contoh.id/a", False), ("https://contoh.id/a b", False), ("", False),
        ("file:///etc/passwd", False), ("https://[", False), ("HTTPS://contoh.id/", True),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url, kept):
    assert web_address(url) == (url if kept else None)


def test_characters_that_turn_or_hide_words_are_shown():
    assert flat("a\u202eb\x07c\n  d") == "a\ufffdb\ufffdc d"
