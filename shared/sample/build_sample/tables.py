"""Tables in the canonical columns, and their files: sorted rows, LF, gzip without a clock."""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCHEMA = """
countries: iso3 iso2 m49 name_es name_pt name_en region_es in_latin_america
schemes: scheme country role valid_from valid_to name_es name_pt name_en source note
agreements: code kind number title_es title_pt title_en scope parties signed_on signed_precision
  in_force_from in_force_precision in_force_to status has_preferences aliases wto_rta_id
  desta_number deposited_on duration_es url source verified note
agreement_entries: agreement granter beneficiary in_force_from precision in_force_to source note
par_margins: granter beneficiary margin_percent valid_from source note
nomenclatures: nomenclature title_es title_pt title_en kind hs_revision country line_digits
  valid_from valid_to
codes: code parent is_line text_es text_pt text_en section
correlations: from_code to_code
terms: term lang nomenclature code source
duties: nomenclature code rate_percent rate_text valid_from valid_to dates_stated observed_on
  legal_base expression season_from season_to
preferences: nomenclature code beneficiary agreement rate_percent rate_min_percent
  rate_max_percent lines_covered lines_total valid_from valid_to dates_stated observed_on
  margin_percent expression kind beneficiary_except observation season_from season_to quota
  legal_base
origin_regimes: regime title_es title_pt title_en agreements general_of agreements_except country
  legal_base cumulation cumulation_with cumulation_conditional_with value_limit_percent
  value_limit_basis value_limit_milder_percent milder_for tolerance_percent
  excludes_minimal_operations direct_transport proof_es proof_pt proof_en valid_from valid_to
  assumed source verified note
origin_rules: rule_set rule code_from code_to nomenclature partial subdivision rule_class materials
  barred threshold_percent threshold_basis allowance_percent operator text_es text_en footnotes
  applies_to source
flows: exporter importer nomenclature product value_usd weight_kg reported_by
totals: area nomenclature product exports_usd imports_usd
norm_classes: code parent title_es title_pt title_en kind source note
norms: norm mast_code mast_version kind direction nomenclature codes origins origins_except
  title_es title_pt title_en body legal_base documents valid_from valid_to text_url verified
  reference note
notifications: symbol area member agency notified_on kind product_es codes ics objective_es
  comments_until reference
declaration_codes: list code place body text_es level abbreviation applies_es complements_es
  reference
chains: chain name_es name_pt name_en in_report note_es note_pt note_en reference
chain_names: chain country lang name reference
chain_products: chain nomenclature code form_es form_pt form_en specificity basis reference
species: chain species authority family synonyms gbif_key note_es note_pt note_en reference
species_status: species scheme value country valid_from precision valid_to basis note_es note_pt
  note_en reference
chain_biology: chain topic country region species months text_es text_pt text_en basis reference
chain_presence: chain country presence basis note_es note_pt note_en reference
chain_zones: chain country region place activity producers area_km2 note_es note_pt note_en
  reference
chain_permits: chain permit country kind title_es title_pt title_en authority legal_base valid_from
  valid_to basis note_es note_pt note_en reference
chain_claims: chain claim country statement_es statement_pt statement_en claimant standing answer_es
  answer_pt answer_en reference
chain_statistics: chain country region place part indicator system partner period_from period_to
  value unit approximate note_es note_pt note_en reference
chain_prices: chain country region place form_es form_pt form_en stage date_from date_to price
  currency per note_es note_pt note_en reference
catalogue: product name_es name_pt name_en chain species country nomenclature code text naming
  stated_rate_percent stated_kind stated_year note_es note_pt note_en reference
regions: region country level name kind geometry reference
firms: firm name country region place kind nomenclature codes chains website fact reference
events: event organiser kind name_es name_pt name_en country place modality starts_on ends_on
  sectors nomenclature codes firms website note_es note_pt note_en reference
policy_editions: edition year name_es name_pt name_en countries average note_es note_pt note_en
  reference
policy_items: edition item parent level position name_es name_pt name_en phase question weight basis
  note_es note_pt note_en reference
policy_figures: edition area item metric value standing approximate note_es note_pt note_en
  reference
secretariats: secretariat name_es name_pt name_en role note_es note_pt note_en reference
cooperation_axes: axis position name_es name_pt name_en printed_as lead basis note_es note_pt
  note_en reference
cooperation_themes: axis theme name_es name_pt name_en basis note_es note_pt note_en reference
action_areas: area axis secretariat title_es title_pt title_en kind status leads joint_with
  countries themes description_es description_pt description_en website basis note_es note_pt
  note_en reference
cooperation_meetings: meeting title_es title_pt title_en status axes starts_on ends_on precision
  country place modality organisers participants basis note_es note_pt note_en reference
charges: charge name_es name_pt name_en kind nomenclature code origin origin_except expression base
  sequence valid_from valid_to dates_stated observed_on legal_base verified reference note
quotas: quota agreement importer beneficiary product_es nomenclature codes volume unit value_usd
  period valid_from valid_to in_quota_rate_percent out_of_quota_rate_percent administrator balance
  balance_on reference note
agreement_parties: agreement country role valid_from valid_to source
agreement_protocols: agreement ordinal kind signed_on in_force_from summary_es source
agreement_relations: agreement related relation source
agreement_nomenclatures: agreement nomenclature used_for source
agreement_disciplines: agreement discipline depth depth_index source
empalme_editions: member source year_from year_to scheme is_partial headings title_es title_pt
  title_en
heading_groups: heading group name_es name_pt name_en
end_uses: nomenclature heading end_use subheadings
regional_exports: region nomenclature product name value unit establishments scope
product_groups: scheme group nomenclature code_from code_to name_es name_pt name_en reference
input_links: nomenclature input output share_percent technology
"""  # dataset: its columns, in order; indented lines continue the one above
COLUMNS = {
    name.strip(): tuple(columns.split())
    for name, columns in (
        line.split(":") for line in SCHEMA.replace("\n  ", " ").strip().splitlines()
    )
}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One slice of a dataset with where it comes from.

    `rows` are mappings of canonical column to text; an absent column is an empty value."""

    service: str
    dataset: str
    rows: Iterable[Row]
    source: str
    licence: str
    cite_as: str
    year: int
    url: str
    retrieved_on: str
    note: str = ""
    slice: dict[str, str] = field(default_factory=dict)
    part: str = "open"

    @property
    def file(self) -> str:
        """Path of the table's file, relative to the package."""
        return f"{self.part}/{'-'.join([self.dataset, *self.slice.values()])}.csv.gz"


def lines_of(table: Table) -> list[tuple[str, ...]]:
    """The table's rows in canonical order; ValueError for a column the dataset has not."""
    columns = COLUMNS[table.dataset]
    lines = set()
    for row in table.rows:
        if unknown := set(row) - set(columns):
            raise ValueError(f"{table.file}: unknown columns {sorted(unknown)}")
        lines.add(tuple(" ".join(row.get(column, "").split()) for column in columns))
    return sorted(lines)


def written(table: Table, folder: Path) -> dict[str, Any]:
    """Writes the table below `folder` and returns its manifest entry."""
    lines = lines_of(table)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[table.dataset])
    writer.writerows(lines)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    path = folder / table.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    return {
        "part": table.part,
        "service": table.service,
        "dataset": table.dataset,
        "slice": table.slice,
        "file": table.file,
        "rows": len(lines),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "source": table.source,
        "licence": table.licence,
        "cite_as": table.cite_as,
        "year": table.year,
        "url": table.url,
        "retrieved_on": table.retrieved_on,
        "note": table.note,
    }


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a csv file as mappings; every value is text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
