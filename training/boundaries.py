"""Makes the boundaries of the map anew, one GeoJSON file a point of view (docs/decisions/009-maps.md).

    pip install rdata 'shapely>=2.1'
    python training/boundaries.py FOLDER

FOLDER is the `data` of the R package rnaturalearthdata 1.0.0 (CRAN, Debian 13: CC0), which holds Natural
Earth 5 (public domain). Its 1:50m map units are put together by Natural Earth's own attributes for each view.
What a map unit does not tell apart (Crimea, the Golan Heights, the west of Western Sahara) is cut out first.
"""

from __future__ import annotations

import gzip
import json
import lzma
import struct
import sys
import warnings
import zlib
from collections import defaultdict
from pathlib import Path

import rdata
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

OUT = Path(__file__).resolve().parents[1] / "src/jejak/web/static/boundaries"
UNITS = "map_units50"
COARSE = 0.12
"""Degrees by which lines may be straightened; neighbours keep one common line."""
DIGITS = 2
SMALL = 0.01
"""Square degrees below which an island is left out, unless it is all that a unit has."""

CUT = {
    "Crimea": ("RUS", box(32.4, 44.2, 36.6, 46.3)),
    "Golan Heights": ("ISR", box(35.64, 32.68, 36.0, 33.42)),
    "Western Sahara, west": ("MAR", box(-18.0, 20.0, -8.66, 27.66)),
}
"""Piece -> the map unit that holds it, and what to cut it out with."""

VIEWS = {
    "iso": (
        "adm0_iso",
        {"Crimea": "UKR", "Golan Heights": "SYR", "Western Sahara, west": "SAH", "SAH": "SAH"},
    ),
    "idn": ("adm0_a3_id", {"Crimea": "UKR", "Golan Heights": "SYR", "Western Sahara, west": "MAR"}),
}
"""View -> Natural Earth's attribute, and what is not in it: pieces of units (for `idn` by the same attribute
of the 1:50m disputed areas, for `iso` by ISO 3166-2: UA-43, SY-QU), and Western Sahara, one entry there."""


def lazy_loaded(folder: Path, name: str) -> object:
    """An object of an R package's lazy-load database."""
    index = rdata.conversion.convert(
        rdata.parser.parse_data(gzip.decompress((folder / "Rdata.rdx").read_bytes()))
    )
    offset, length = (int(x) for x in index["variables"][name])
    chunk = (folder / "Rdata.rdb").read_bytes()[offset : offset + length]
    if chunk[4:5] == b"Z":
        filters = [{"id": lzma.FILTER_LZMA2, "preset": 6 | lzma.PRESET_EXTREME}]
        plain = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(chunk[5:])
    else:
        plain = zlib.decompress(chunk[4:])
    assert len(plain) == struct.unpack(">I", chunk[:4])[0]
    return rdata.conversion.convert(rdata.parser.parse_data(plain))


def shape_of(coordinates: list) -> shapely.Geometry:
    """The multipolygon that R's simple features hold as nested lists."""
    polygons = [coordinates] if getattr(coordinates[0], "ndim", 0) == 2 else coordinates
    return shapely.make_valid(MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons]))


def units_of(folder: Path) -> dict[str, tuple[shapely.Geometry, dict]]:
    """Name of a unit or piece -> its shape and attributes; Antarctica is left out."""
    table = lazy_loaded(folder, UNITS)
    units = {
        row["gu_a3"]: (shape_of(row["geometry"]), dict(row))
        for _, row in table.iterrows()
        if row["gu_a3"] != "ATA"
    }
    for piece, (whole, knife) in CUT.items():
        shape, attributes = units[whole]
        taken = shapely.intersection(shape, knife)
        if piece == "Crimea":  # an island in the file: whole polygons, so that the line stays as it is
            taken = MultiPolygon([p for p in shape.geoms if knife.contains(p)])
        units[whole] = (shapely.difference(shape, taken), attributes)
        units[piece] = (polygons_of(taken), {})
    return units


def polygons_of(shape: shapely.Geometry) -> MultiPolygon:
    """Only what has an area."""
    parts = shapely.get_parts(shape)
    return MultiPolygon([p for p in parts if p.geom_type == "Polygon"])


def view_of(units: dict[str, tuple[shapely.Geometry, dict]], attribute: str, told: dict[str, str]) -> dict:
    """GeoJSON of one view."""
    groups: dict[str, list[shapely.Geometry]] = defaultdict(list)
    largest: dict[str, tuple[float, dict]] = {}
    for unit, (shape, row) in units.items():
        code = told.get(unit) or (row[attribute] if row.get(attribute) not in (None, "-99") else unit)
        groups[code].append(shape)
        if row and shape.area > largest.get(code, (-1.0, {}))[0]:
            largest[code] = (shape.area, row)
    codes = sorted(groups)
    shapes = [shapely.union_all(groups[code], grid_size=1e-5) for code in codes]
    coarse = shapely.coverage_simplify(shapes, COARSE)
    features = []
    for code, whole in zip(codes, coarse, strict=True):
        parts = sorted(shapely.get_parts(whole), key=lambda p: -p.area)
        kept = [p for p in parts if p.geom_type == "Polygon" and p.area >= SMALL] or parts[:1]
        geometry = json.loads(shapely.to_geojson(MultiPolygon(kept)))
        geometry["coordinates"] = rounded(geometry["coordinates"])
        row = largest[code][1]
        properties = {
            "code": str(row["iso_a3_eh"]), "name": str(row["admin"]),
            "at": [round(float(row["label_y"]), 1), round(float(row["label_x"]), 1)],
        }  # fmt: skip
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def rounded(value: object) -> object:
    """Coordinates with few digits, without points that fall together."""
    if isinstance(value[0], float | int):
        return [round(x, DIGITS) for x in value]
    inner = [rounded(x) for x in value]
    if isinstance(inner[0][0], float | int):
        return [p for n, p in enumerate(inner) if n == 0 or p != inner[n - 1]]
    rings = [ring for ring in inner if len(ring) > 3 or isinstance(ring[0][0], list)]
    return rings or inner


def main() -> None:
    """Writes a file a view."""
    warnings.simplefilter("ignore")
    units = units_of(Path(sys.argv[1]))
    OUT.mkdir(parents=True, exist_ok=True)
    for view, (attribute, told) in VIEWS.items():
        text = json.dumps(view_of(units, attribute, told), separators=(",", ":"), ensure_ascii=False)
        (OUT / f"{view}.json").write_text(text, encoding="utf-8")
        print(view, len(text), "bytes,", len(gzip.compress(text.encode())), "gzipped")


if __name__ == "__main__":
    main()
