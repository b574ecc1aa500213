"""What is wrong with a question is told in the language of whoever asked."""

import ast
import string
from pathlib import Path

import pytest

import jejak
from jejak.errors import InputError
from jejak.web.catalogue import words_of
from jejak.web.speaking import Speaker
from web.pages.conftest import proof

HOME = Path(jejak.__file__).parent


def told_with_a_key():
    """Key and names of the values of every fault in the program that has a key."""
    for path in HOME.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("InputError", "BadRequest"):
                values = {keyword.arg for keyword in call.keywords if keyword.arg}
                for key in call.args[1:2]:
                    if isinstance(key, ast.Constant):
                        yield key.value, values


def test_every_fault_with_a_key_has_words_that_need_no_other_values():
    found = list(told_with_a_key())
    assert len(found) > 40
    for key, values in found:
        entry = words_of("id").entries[f"fault.{key}"]
        assert {name for _, name, _, _ in string.Formatter().parse(entry) if name} <= values, key


def test_every_fault_in_the_catalogue_can_happen():
    known = {key for key, _ in told_with_a_key()} | {"perhaps_party", "no_party", "parameters"}
    known |= {f"dossier_needs_{number}" for number in range(3)}
    listed = {key.split(".")[1] for key in words_of("id").entries if key.startswith("fault.")}
    assert listed - {"field"} == known


FAULTS = {
    "/timeline?since=kemarin": "Dari: “kemarin” bukan tanggal",
    "/timeline?as_known_on=kapan": "Seperti diketahui pada: “kapan” bukan tanggal",
    "/commitments?as_of=nanti": "Per tanggal: “nanti” bukan tanggal",
    "/timeline?type=PESTA": "Jenis: “PESTA” tidak termasuk AGREE, CONSULT",
    "/timeline?status=usai": "Status: “usai” tidak termasuk occurred",
    "/timeline?context=cuaca": "Bidang: “cuaca” tidak termasuk",
    "/timeline?party=Wakanda": "Tidak ada pihak bernama “Wakanda”",
    "/timeline?party=Indonesai": "Mungkin maksud Anda IDN (Indonesia)",
    "/relation/IDN": "Sebutkan dua pihak atau lebih",
    "/relation/IDN/Indonesia": "“IDN” dan “Indonesia” adalah pihak yang sama, IDN (Indonesia)",
    "/relation/IDN/TUV": "Catatan tidak memuat hubungan antara IDN (Indonesia), TUV",
    "/events/0123456789abcdef": "Catatan tidak memuat peristiwa 0123456789abcdef",
    "/commitments/0123456789abcdef": "Catatan tidak memuat komitmen",
    "/instruments/0123456789abcdef": "Catatan tidak memuat perjanjian",
    "/documents/zzz": "Catatan tidak memuat artikel “zzz”",
    "/actors/Zzz": "Tidak ada orang atau pihak bernama “Zzz”",
    "/series/zzz": "Tidak ada seri pertemuan bernama “zzz”",
    "/statements?by=Zzz": "Tidak ada orang atau pihak bernama “Zzz”",
    "/statements?about=%21": "tidak memuat kata",
    "/export/csv?kind=apa": "Jenis: “apa” tidak termasuk events",
    "/export/dossier?view=relation&name=IDN": "Dosir tampilan relation memerlukan dua pihak",
    "/api/v1/events?limit=banyak": "Tidak dapat dipakai seperti yang diberikan: limit",
    "/api/v1/events?cursor=zzz": "bukan penanda yang diberikan sebagai next",
}


@pytest.mark.parametrize("address", FAULTS)
def test_a_fault_is_told_in_indonesian(client, address):
    answer = client.get(address, headers={"accept-language": "id"})
    assert answer.status_code in (400, 404, 422)
    assert FAULTS[address] in answer.text.replace("&#34;", '"')


@pytest.mark.parametrize("address", FAULTS)
def test_a_fault_is_told_in_english_without_words_of_the_command_line(client, address):
    answer = client.get(address, headers={"accept-language": "en"})
    assert FAULTS[address] not in answer.text
    detail = answer.text.split("""detail">""" if answer.text.startswith("<") else """detail":""")[1]
    assert "--" not in detail.split("</p>")[0]


def test_a_program_that_names_no_language_is_answered_in_english(client):
    plain = {"accept": "application/json", "accept-language": ""}
    problem = client.get("/api/v1/events?since=kemarin", headers=plain).json()
    assert problem["detail"] == "since: “kemarin” is no date. Write 2021, 2021-12 or 2021-12-07."
    asked = client.get("/api/v1/events?since=kemarin", headers=plain | {"accept-language": "id"}).json()
    assert "bukan tanggal" in asked["detail"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"action": "merge"}, "Sebutkan dua temuan berbeda"),
        ({"action": "split"}, "Pilih berita yang menceritakan hal lain"),
        ({"action": "split", "report": "zzz"}, "Tidak ada beritanya yang bernama “zzz”"),
        ({"action": "correct"}, "Tidak ada isian yang berubah"),
        ({"action": "correct", "field-when": "kemarin"}, "Kapan: “kemarin” bukan tanggal"),
        ({"action": "correct", "field-type": "PESTA"}, "Jenis: “PESTA” tidak termasuk"),
        ({"action": "correct", "field-ordinal": "dua"}, "Nomor: “dua” bukan angka"),
        ({"action": "correct", "field-actors": ""}, "tidak boleh kosong"),
        ({"action": "correct", "field-actors": "Wakanda"}, "Tidak ada pihak bernama “Wakanda”"),
        ({"action": "correct", "field-type": "AID", "field-mode": "meet"}, "tidak mengenal cara"),
        ({"action": "undo"}, "Tidak ada keputusan Anda"),
        ({"action": "undo", "decision": "abcd"}, "Tidak ada keputusan, atau ada lebih dari satu"),
        ({"action": "accept", "id": "0123456789"}, "Catatan tidak memuat apa pun dengan id"),
        ({"action": "menari"}, "Di sini tidak ada yang bernama “menari”"),
    ],
)
def test_a_decision_that_can_t_be_taken_is_told_in_indonesian(client, form, told):
    ident = client.get("/timeline.json?limit=1").json()["events"][0]["id"]
    sent = {"csrf": proof(client, "/review"), "id": ident, "kind": "event", "was-actors": "IDN", **form}
    answer = client.post("/review", data=sent, headers={"accept-language": "id"})
    assert (answer.status_code, told in answer.text) == (422, True)


def test_a_fault_without_a_key_stays_english():
    assert Speaker(words_of("id")).fault(InputError("can't write x")) is None
