"""Why an index of empalme cannot be computed: which member lacks which years."""

from collections.abc import Iterable
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.language import Texts, texts
from servicekit.releases.snapshot import Current

from matrix_api.empalme.editions import Edition, Member
from matrix_api.flows.gaps import spans
from matrix_api.totals import wholeness
from matrix_api.totals.wholeness import Extent


@dataclass(frozen=True)
class Gap:
    """Something that an index lacks: `what` is `exports:` or `imports:` and a member."""

    what: str
    reason: Reason
    detail: Texts

    def told(self, lang: Lang) -> Missing:
        """Return it in one language."""
        return Missing(what=self.what, reason=self.reason, detail=self.detail[lang])


EXPORTS, IMPORTS = "exports", "imports"
_NOUNS = {
    EXPORTS: texts("exportaciones", "exportações", "exports"),
    IMPORTS: texts("importaciones", "importações", "imports"),
}


def _of(side: str, member: Member) -> str:
    return f"{side}:{member.code}"


def not_loaded(side: str, member: Member, years: Iterable[int]) -> Gap:
    """Years of a member's source that are not loaded."""
    noun, when = _NOUNS[side], spans(years)
    detail = texts(
        f"Faltan las {noun[Lang.ES]} de {member.code}: {member.source} {when} no está cargado "
        "(un corte de `flows` por año, `source` y `year`).",
        f"Faltam as {noun[Lang.PT]} de {member.code}: {member.source} {when} não está carregado "
        "(um recorte de `flows` por ano, `source` e `year`).",
        f"The {noun[Lang.EN]} of {member.code} are missing: {member.source} {when} is not loaded "
        "(one slice of `flows` for each year, by `source` and `year`).",
    )
    return Gap(_of(side, member), Reason.NOT_LOADED, detail)


def not_reported(side: str, member: Member, years: Iterable[int]) -> Gap:
    """Years that are loaded and hold nothing of a member."""
    noun, when = _NOUNS[side], spans(years)
    detail = texts(
        f"{member.source} {when} no trae {noun[Lang.ES]} de {member.code} por partida.",
        f"{member.source} {when} não traz {noun[Lang.PT]} de {member.code} por posição.",
        f"{member.source} {when} holds no {noun[Lang.EN]} of {member.code} by heading.",
    )
    return Gap(_of(side, member), Reason.NOT_REPORTED, detail)


def not_whole(side: str, member: Member, release: Current, extent: Extent) -> Gap:
    """A year that is loaded in part, in an edition of whole baskets."""
    said = {lang: wholeness.partial(release, extent, lang).detail for lang in Lang}
    return Gap(_of(side, member), Reason.NOT_LOADED, said)


def other_nomenclature(side: str, member: Member, theirs: Iterable[str], ours: str) -> Gap:
    """Figures in another edition of the Harmonized System: headings are not joined in silence."""
    names = ", ".join(sorted(set(theirs)))
    noun = _NOUNS[side]
    detail = texts(
        f"Las {noun[Lang.ES]} de {member.code} ({member.source}) están en {names}, no en {ours}: "
        "las partidas de dos ediciones no se juntan.",
        f"As {noun[Lang.PT]} de {member.code} ({member.source}) estão em {names}, não em {ours}: "
        "as posições de duas edições não se juntam.",
        f"The {noun[Lang.EN]} of {member.code} ({member.source}) are in {names}, not in {ours}: "
        "headings of two editions are not joined.",
    )
    return Gap(_of(side, member), Reason.AMBIGUOUS_CODE, detail)


def other_years(side: str, member: Member, year: int) -> Gap:
    """A year that the edition does not give to a member."""
    noun, given = _NOUNS[side], spans(member.years)
    detail = texts(
        f"La edición toma las {noun[Lang.ES]} de {member.code} de {given}, no de {year}.",
        f"A edição toma as {noun[Lang.PT]} de {member.code} de {given}, não de {year}.",
        f"The edition takes the {noun[Lang.EN]} of {member.code} from {given}, not from {year}.",
    )
    return Gap(_of(side, member), Reason.NOT_LOADED, detail)


def no_common_years(importer: Member, exporter: Member) -> Gap:
    """An importer that shares no year with the exporter."""
    theirs, ours = spans(importer.years), spans(exporter.years)
    detail = texts(
        f"La edición da a {importer.code} los años {theirs} y a {exporter.code} {ours}: ninguno "
        "en común.",
        f"A edição dá a {importer.code} os anos {theirs} e a {exporter.code} {ours}: nenhum em "
        "comum.",
        f"The edition gives {importer.code} the years {theirs} and {exporter.code} {ours}: none "
        "in common.",
    )
    return Gap(_of(IMPORTS, importer), Reason.NOT_LOADED, detail)


def no_world(member: Member, years: Iterable[int]) -> Gap:
    """Years whose source does not hold the world's exports."""
    when = spans(years)
    detail = texts(
        f"{member.source} {when} no trae las exportaciones del mundo: sin ellas no hay IVCR ni "
        "índice.",
        f"{member.source} {when} não traz as exportações do mundo: sem elas não há IVCR nem "
        "índice.",
        f"{member.source} {when} does not hold the world's exports: without them there is no IVCR "
        "and no index.",
    )
    return Gap("exports:WLD", Reason.NOT_REPORTED, detail)


def no_edition(partial: Iterable[Edition], lang: Lang) -> Missing:
    """No whole edition that answers; `partial` are those that can be asked for by name."""
    names = ", ".join(edition.name for edition in partial)
    offered = texts(
        f"Ninguna edición entera se puede calcular con lo cargado; parciales, si se piden con "
        f"`edition`: {names}.",
        f"Nenhuma edição inteira se pode calcular com o carregado; parciais, se pedidas com "
        f"`edition`: {names}.",
        f"No whole edition can be computed from what is loaded; partial ones, asked for with "
        f"`edition`: {names}.",
    )
    none = texts(
        "Ninguna edición entera de las Matrices de Empalme se puede calcular con lo cargado.",
        "Nenhuma edição inteira das Matrizes de Empalme se pode calcular com o carregado.",
        "No whole edition of the Matrices de Empalme can be computed from what is loaded.",
    )
    detail = (offered if names else none)[lang]
    return Missing(what="edition", reason=Reason.NOT_LOADED, detail=detail)


def partial_edition(edition: Edition, lang: Lang) -> Missing:
    """What an edition of a part of the basket means."""
    limits = ", ".join(edition.headings)
    of_headings = texts(
        f"Edición parcial: solo {limits}. IVCR e índice se calculan dentro de ellas; no son los "
        "del país.",
        f"Edição parcial: só {limits}. IVCR e índice se calculam dentro delas; não são os do país.",
        f"Partial edition: {limits} only. IVCR and index are computed within them; they are not "
        "the country's.",
    )
    of_data = texts(
        "Edición parcial: sus fuentes no traen la canasta entera. IVCR e índice no son los del "
        "país.",
        "Edição parcial: suas fontes não trazem a cesta inteira. IVCR e índice não são os do país.",
        "Partial edition: its sources do not hold the whole basket. IVCR and index are not the "
        "country's.",
    )
    detail = (of_headings if limits else of_data)[lang]
    return Missing(what="whole_basket", reason=Reason.NOT_LOADED, detail=detail)
