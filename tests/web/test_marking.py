from jejak.views.rows import FindingRow, SpanRow
from jejak.web.marking import numbers, paragraphs

TEXT = "Indonesia menjamu Vietnam di Hue.\nKeduanya sepakat."


def found(kind, *words, zone="body"):
    spans = tuple(SpanRow(zone, TEXT.index(w), TEXT.index(w) + len(w), w) for w in words)
    return FindingRow(kind, kind, None, {}, spans, "by hand", 1.0, ())


def cut(*findings, zone="body"):
    return [[(s.text, s.findings) for s in part] for part in paragraphs(TEXT, zone, findings)]


def test_a_text_without_findings_is_its_paragraphs():
    assert cut() == [[("Indonesia menjamu Vietnam di Hue.", ())], [("Keduanya sepakat.", ())]]


def test_findings_that_overlap_are_cut_where_they_meet():
    one, other = found("event", "Indonesia menjamu Vietnam"), found("statement", "Vietnam di Hue")
    assert cut(one, other)[0] == [
        ("Indonesia menjamu ", (0,)), ("Vietnam", (0, 1)), (" di Hue", (1,)), (".", ()),
    ]  # fmt: skip


def test_a_finding_across_a_line_break_is_marked_in_both_paragraphs():
    assert cut(found("event", "Hue.\nKeduanya")) == [
        [("Indonesia menjamu Vietnam di ", ()), ("Hue.", (0,))],
        [("Keduanya", (0,)), (" sepakat.", ())],
    ]


def test_two_findings_on_the_same_words_share_them():
    part = paragraphs(TEXT, "body", [found("event", "Vietnam"), found("time", "Vietnam")])[0][1]
    assert (part.findings, part.kinds, part.opening, part.closing) == (
        (0, 1), ("event", "time"), (0, 1), (0, 1),
    )  # fmt: skip


def test_only_the_first_words_of_a_finding_open_it():
    parts = paragraphs(TEXT, "body", [found("event", "Hue", "sepakat")])
    assert [(s.text, s.opening, s.closing) for part in parts for s in part if s.findings] == [
        ("Hue", (0,), (0,)), ("sepakat", (), ()),
    ]  # fmt: skip


def test_words_of_another_zone_are_not_marked():
    assert cut(found("event", "Vietnam", zone="caption:0"))[0] == [("Indonesia menjamu Vietnam di Hue.", ())]


def test_together_the_segments_are_the_whole_text():
    parts = paragraphs(TEXT, "body", [found("event", "njamu Viet"), found("event", "Vietnam di Hue.\nKed")])
    assert "\n".join("".join(s.text for s in part) for part in parts) == TEXT


def test_numbers_go_to_what_has_an_entry_in_the_margin():
    findings = [found("event", "Hue"), found("time", "Hue"), found("statement", "Hue")]
    assert numbers(findings) == {0: 1, 2: 2}
