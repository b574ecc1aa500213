"""Date, people, title, address and captions of HTML pages, one at a time."""

import pytest

from jejak.article.html import read_html
from jejak.model import Capture, Hints

BODY = "".join(
    f"<p>Menteri {field} bertemu utusan negara sahabat dan membahas rencana kerja sama di bidang {field}, "
    "kata juru bicara kementerian itu karena ditanya wartawan.</p>"
    for field in ("perikanan", "pelabuhan", "pendidikan", "kesehatan")
)
HEADLINE = "<h1>Menteri Bertemu Utusan Negara Sahabat</h1>"


def page(head="", above="", below="", body=BODY, lang="id"):
    top = f"<html lang='{lang}'><head>{head}</head><body>{HEADLINE}{above}"
    return f"{top}<div>{body}</div>{below}</body></html>"


def read(html, *, hints=Hints(), address="page.html", fetched="2025-01-01T00:00:00Z"):  # noqa: B008
    return read_html(
        Capture("page", address, "text/html", html.encode("utf-8"), fetched=fetched, hints=hints)
    )


def json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def dated(value, kind="NewsArticle"):
    return json_ld(f'{{"@type": "{kind}", "headline": "Menteri Bertemu Utusan", "datePublished": "{value}"}}')


# ---------------------------------------------------------------- published


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        (dated("2021-12-07T20:33:00+07:00"), "", "2021-12-07T20:33:00+07:00"),
        (dated("2021-12-07T13:33:00Z"), "", "2021-12-07T20:33:00+07:00"),
        (
            dated("2021-12-07T20:33:00Z"),
            "<div>Selasa, 7 Des 2021 20:33 WIB</div>",
            "2021-12-07T20:33:00+07:00",
        ),
        (
            dated("2021-12-07T20:33:00"),
            "<div>Selasa 07 Dec 2021 20:33 WITA</div>",
            "2021-12-07T20:33:00+08:00",
        ),
        (dated("2021-12-07"), "<div>Selasa, 7 Desember 2021 09:05 WIT</div>", "2021-12-07T09:05:00+09:00"),
        (dated("2021-12-07T10:00:00+09:00", "ReportageNewsArticle"), "", "2021-12-07T10:00:00+09:00"),
        ("", "<div>Selasa 07 Dec 2021 20:33 WIB</div>", "2021-12-07T20:33:00+07:00"),
        (
            "<meta property='article:published_time' content='2021-12-07T20:33:00+0700'>",
            "",
            "2021-12-07T20:33:00+07:00",
        ),
        ("<meta itemprop='datePublished' content='2021-12-07'>", "", "2021-12-07"),
    ],
    ids=["offset", "utc", "utc-lie", "no-zone", "day-and-print", "reportage", "print", "meta", "itemprop"],
)
def test_the_moment_of_publication_has_the_pages_own_offset(head, above, published):
    assert read(page(head, above)).published == published


def test_a_clock_without_zone_dates_a_foreign_page_by_the_day_only():
    english = "".join(
        f"<p>The councils of the {side} towns agreed to run a ferry together and to share its cost.</p>"
        for side in ("northern", "southern", "eastern", "western")
    )
    assert read(page(dated("2019-05-06T09:30:00"), body=english, lang="en")).published == "2019-05-06"


def test_a_foreign_pages_time_stays_in_utc():
    english = "".join(
        f"<p>The councils of the {side} towns agreed to run a ferry together and to share its cost.</p>"
        for side in ("northern", "southern", "eastern", "western")
    )
    html = page(dated("2019-05-06T09:30:00Z"), body=english, lang="en")
    assert read(html, address="https://www.bbc.com/news/1").published == "2019-05-06T09:30:00+00:00"


def test_a_date_in_the_future_is_no_date_of_publication():
    assert read(page(dated("2031-01-01T00:00:00+07:00"))).published is None


def test_the_day_a_page_was_fetched_is_not_in_its_future():
    assert read(page(dated("2025-01-01T06:00:00+07:00"))).published == "2025-01-01T06:00:00+07:00"


def test_dates_of_teasers_do_not_date_the_page():
    teasers = "<ul><li><a href='/1'>Berita lain</a> <time>1 Maret 2020 10:00 WIB</time></li></ul>"
    assert read(page(below=teasers)).published is None


def test_the_sources_column_dates_a_page_that_does_not():
    assert (
        read(page(), hints=Hints(date="2021-12-07T20:33:00+07:00")).published == "2021-12-07T20:33:00+07:00"
    )


def test_the_address_dates_a_page_that_says_nothing():
    url = "https://www.kabar.example/read/2021/12/07/menteri-bertemu-utusan"
    assert read(page(), address=url).published == "2021-12-07"


def test_what_the_body_implies_is_kept_apart():
    body = BODY.replace(
        "</p>", " Pertemuan berlangsung Jumat (29/1), kata dia, setelah kunjungan tahun 2016.</p>", 1
    )
    article = read(page(body=body))
    assert (article.published, article.published_inferred) == (None, "2016-01-29")


# ---------------------------------------------------------------- JSON-LD as it is found


@pytest.mark.parametrize(
    "text",
    [
        '[{"@type": "Organization", "name": "X"}, {"@type": "Article", "author": {"name": "Rara Wening"}}]',
        '{"@graph": [{"@type": "Person", "@id": "#p", "name": "Rara Wening"},'
        ' {"@type": ["Article", "NewsArticle"], "author": [{"@id": "#p"}]}]}',
        '{"@type": "NewsArticle", "author": "Rara Wening",}',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": "Rara Wening"}\n//]]>',
        '{"@type": "NewsArticle", "description": "baris\npatah", "author": "Rara Wening"}',
        '{"@type": "NewsArticle", "headline": "Kata "kutip" lolos", "author": {"name": "Rara Wening"}}',
        '{"@type": "http://schema.org/NewsArticle", "author": {"name": ["Rara Wening"]}}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "author": {"name": "Rara Wening"}}}',
    ],
    ids=["list", "graph", "comma", "cdata", "newline", "broken", "address", "nested"],
)
def test_the_writer_is_found_in_every_shape_of_json_ld(text):
    assert read(page(json_ld(text))).bylines == ("Rara Wening",)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{", "null", '"Article"', '{"@type": 5, "author": 7}', '{"@graph": {}}']
)
def test_json_ld_that_says_nothing_does_no_harm(text):
    assert read(page(json_ld(text))).bylines == ()


def test_an_organisation_is_no_writer():
    text = '{"@type": "NewsArticle", "author": [{"@type": "Organization", "name": "Kabar Petang"}]}'
    assert read(page(json_ld(text))).bylines == ()


def test_articles_listed_on_the_page_do_not_speak_for_it():
    text = (
        '[{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2001"}]},'
        ' {"@type": "NewsArticle", "headline": "X", "datePublished": "2021-12-07"}]'
    )
    assert read(page(json_ld(text))).published == "2021-12-07"


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("line", "bylines", "editors"),
    [
        ("Rep: Galih Purnomo/ Red: Nawang Sari", ("Galih Purnomo",), ("Nawang Sari",)),
        ("Penulis: Yosep Wanma | Editor: Marta Rumere", ("Yosep Wanma",), ("Marta Rumere",)),
        ("Oleh: Satria Bimo", ("Satria Bimo",), ()),
        ("Reporter: Satria Bimo, Rara Wening", ("Satria Bimo", "Rara Wening"), ()),
    ],
)
def test_credits_printed_under_the_headline_are_read(line, bylines, editors):
    article = read(page(above=f"<div>{line}</div>"))
    assert (article.bylines, article.editors) == (bylines, editors)


def test_credits_at_the_end_of_the_body_are_read_and_leave_it():
    article = read(page(body=BODY + "<p>Pewarta: Satria Bimo<br>Editor: Ayu Larasati</p>"))
    assert (article.bylines, article.editors) == (("Satria Bimo",), ("Ayu Larasati",))
    assert "Satria" not in article.text


def test_the_pages_data_says_where_a_printed_name_ends():
    head = json_ld('{"@type": "NewsArticle", "author": {"name": "Martha Ellery"}}')
    assert read(page(head, above="<div>By Martha Ellery Nov 19</div>")).bylines == ("Martha Ellery",)


def test_a_printed_credit_counts_against_other_data():
    head = json_ld('{"@type": "NewsArticle", "author": {"name": "Nawang Sari"}}')
    article = read(page(head, above="<div>Rep: Galih Purnomo/ Red: Nawang Sari</div>"))
    assert article.bylines == ("Galih Purnomo",)


# ---------------------------------------------------------------- title, address, language, captions


def test_the_outlets_name_is_no_part_of_the_title():
    html = page(
        "<title>Menteri Bertemu Utusan Negara Sahabat - Kabar Petang</title>"
        "<meta property='og:site_name' content='Kabar Petang'>"
    ).replace(HEADLINE, "")
    assert read(html).title == "Menteri Bertemu Utusan Negara Sahabat"


def test_the_canonical_address_counts_against_the_one_fetched():
    html = page("<link rel='canonical' href='/read/7/menteri'>")
    assert (
        read(html, address="https://kabar.example/read/7/menteri?utm=x").url
        == "https://kabar.example/read/7/menteri"
    )


def test_a_canonical_address_that_is_the_front_page_does_not_count():
    html = page("<link rel='canonical' href='https://kabar.example/'>")
    assert read(html, address="https://kabar.example/read/7").url == "https://kabar.example/read/7"


def test_a_known_host_names_the_publisher():
    assert read(page(), address="https://www.antaranews.com/berita/1/menteri").publisher == "ANTARA"


def test_the_text_decides_the_language_against_a_wrong_claim():
    assert read(page(lang="en-US")).language == "id"


def test_the_dateline_is_cut_from_the_first_paragraph():
    article = read(page(body=BODY.replace("<p>", "<p>KABARPETANG.COM, MOSKOW -- ", 1)))
    assert (article.dateline, article.text.split(" ")[0]) == ("Moskow", "Menteri")


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=a><figcaption>{}</figcaption></figure>",
        "<div class='wp-caption'><img src=a><p class='wp-caption-text'>{}</p></div>",
        "<div class='photo__caption'>{}</div>",
        "<span class='imageCaption'>{}</span>",
        "<div class='keterangan-foto'>{}</div>",
    ],
)
def test_captions_are_known_by_their_markup(markup):
    words = "Menteri menyambut tamunya di beranda gedung. Foto: Istimewa"
    article = read(page(above=markup.format(words)))
    assert article.captions == (words,)
    assert words not in article.text


def test_a_caption_printed_twice_is_one_caption():
    figure = "<figure><figcaption>Menteri menyambut tamunya di beranda.</figcaption></figure>"
    assert len(read(page(above=figure * 2)).captions) == 1


def test_captions_of_teasers_are_not_the_articles():
    aside = "<aside><figure><figcaption>Gambar dari berita yang lain lagi.</figcaption></figure></aside>"
    assert read(page(below=aside)).captions == ()


def test_an_article_inside_an_element_named_like_clutter_is_kept():
    html = page(body=f"<div class='related-share populer'>{BODY}</div>")
    assert read(html).text.startswith("Menteri perikanan")
