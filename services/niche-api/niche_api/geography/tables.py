"""Datasets of places: countries and their first-level units, and degraded areas."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from niche_api.columns import (
    ISO3,
    ISO_3166_2,
    NOTE,
    country,
    day,
    of_type,
    reference,
    region,
    text,
)
from niche_api.tables import metadata

_NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,10})?"
_POINT = rf"\[{_NUMBER},{_NUMBER}\]"
_RING = rf"\[{_POINT}(,{_POINT}){{3,}}\]"
_POLYGON = rf"\[{_RING}(,{_RING})*\]"
MULTIPOLYGON = rf'\{{"type":"MultiPolygon","coordinates":\[{_POLYGON}(,{_POLYGON})*\]\}}'
"""A GeoJSON MultiPolygon without blanks: its depth is fixed, so a regular expression checks it."""


def _geometry(*, required: bool) -> Column:
    return text(
        "geometry",
        '{"type":"MultiPolygon","coordinates":[[[[-69,-10],[-68,-10],[-68,-11],[-69,-10]]]]}',
        "Contorno como geometría GeoJSON MultiPolygon, en grados WGS 84: longitud, latitud.",
        "Contorno como geometria GeoJSON MultiPolygon, em graus WGS 84: longitude, latitude.",
        "Borders as a GeoJSON MultiPolygon geometry, in degrees of WGS 84: longitude, latitude.",
        required=required,
        pattern=MULTIPOLYGON,
        dropped=r"\s",
        max_length=2_000_000,
        form=texts(
            'escriba {"type":"MultiPolygon","coordinates":[…]} con pares [longitud,latitud]; un '
            "Polygon es un MultiPolygon de uno",
            'escreva {"type":"MultiPolygon","coordinates":[…]} com pares [longitude,latitude]; um '
            "Polygon é um MultiPolygon de um",
            'write {"type":"MultiPolygon","coordinates":[…]} with pairs [longitude,latitude]; a '
            "Polygon is a MultiPolygon of one",
        ),
    )


def _on_earth(table: str, key: str) -> Check:
    """Return the rule that rings are closed and lie within the degrees there are."""
    return Check(
        f"""select 'geometry', {key} from niche.{table} as one
        where release_id = :release and geometry is not null and exists (
            select from jsonb_path_query(geometry::jsonb, '$.coordinates[*][*]') as ring
            where ring -> 0 <> ring -> -1
                or jsonb_path_exists(ring, '$[*][0] ? (@ < -180 || @ > 180)')
                or jsonb_path_exists(ring, '$[*][1] ? (@ < -90 || @ > 90)')
        )""",
        texts(
            "cada anillo termina donde empieza, con longitudes de -180 a 180 y latitudes de -90 a "
            "90: revise si están invertidas",
            "cada anel termina onde começa, com longitudes de -180 a 180 e latitudes de -90 a 90: "
            "veja se estão invertidas",
            "each ring ends where it begins, with longitudes from -180 to 180 and latitudes from "
            "-90 to 90: see whether they are swapped",
        ),
    )


REGIONS = Dataset(
    service="niche",
    name="regions",
    table_name="regions",
    description=texts(
        "Países y sus unidades de primer nivel, con su contorno.",
        "Países e suas unidades de primeiro nível, com seu contorno.",
        "Countries and their first-level units, with their borders.",
    ),
    columns=(
        text(
            "region",
            "BO-N",
            "Unidad, ISO 3166-2; o el país entero, ISO 3166-1 alfa-3.",
            "Unidade, ISO 3166-2; ou o país inteiro, ISO 3166-1 alfa-3.",
            "Unit, ISO 3166-2; or the whole country, ISO 3166-1 alpha-3.",
            key=True,
            pattern=f"{ISO_3166_2}|{ISO3}",
        ),
        country(key=False),
        of_type(
            ColumnType.INTEGER,
            "level",
            "1",
            "0 el país entero, 1 una unidad de primer nivel.",
            "0 o país inteiro, 1 uma unidade de primeiro nível.",
            "0 the whole country, 1 a first-level unit.",
            minimum=0,
            maximum=1,
        ),
        text("name", "Pando", "Nombre.", "Nome.", "Name."),
        text(
            "kind",
            "Departamento",
            "Qué clase de unidad es.",
            "Que classe de unidade é.",
            "What kind of unit it is.",
        ),
        _geometry(required=False),
        reference(),
    ),
    slice_by=("source",),
    checks=(
        _on_earth("regions", "region"),
        Check(
            """select 'level', region from niche.regions
            where release_id = :release and (level = 0) <> (region = country)""",
            texts(
                "el nivel 0 es el país, con su alfa-3 en region; el 1, una unidad ISO 3166-2",
                "o nível 0 é o país, com seu código alfa-3 em region; o 1, uma unidade ISO 3166-2",
                "level 0 is the country, with its alpha-3 code in region; 1 is a unit of ISO "
                "3166-2",
            ),
        ),
    ),
    metadata=metadata,
)

DEGRADED_AREAS = Dataset(
    service="niche",
    name="degraded_areas",
    table_name="degraded_areas",
    description=texts(
        "Áreas degradadas: contorno, clase, superficie y día en que se observaron.",
        "Áreas degradadas: contorno, classe, superfície e dia em que se observaram.",
        "Degraded areas: borders, kind, area and the day they were observed.",
    ),
    columns=(
        text(
            "area",
            "BO-N-0001",
            "Identificador del área.",
            "Identificador da área.",
            "Identifier of the area.",
            key=True,
            pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,59}",
        ),
        country(key=False),
        region(key=False),
        text("name", "", "Nombre.", "Nome.", "Name.", required=False),
        text(
            "kind",
            "deforestación",
            "Clase de degradación, como la nombra la fuente.",
            "Classe de degradação, como a fonte a nomeia.",
            "Kind of degradation, as the source names it.",
        ),
        of_type(
            ColumnType.DECIMAL,
            "area_ha",
            "120.5",
            "Superficie en hectáreas.",
            "Superfície em hectares.",
            "Area in hectares.",
            required=False,
            minimum=0,
        ),
        day(
            "observed_on",
            "2024-08-15",
            "Día en que se observó.",
            "Dia em que se observou.",
            "Day it was observed.",
            required=False,
        ),
        _geometry(required=True),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=(_on_earth("degraded_areas", "area"),),
    metadata=metadata,
)

regions = REGIONS.table
degraded_areas = DEGRADED_AREAS.table
