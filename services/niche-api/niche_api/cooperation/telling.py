"""The matrix of secretariats as contracts, in the language asked for."""

from collections.abc import Sequence

from eslabon.contracts.chains import DatePrecision
from eslabon.contracts.cooperation import (
    ActionArea,
    ActionKind,
    ActionStatus,
    CooperationAxis,
    CooperationCell,
    CooperationMatrix,
    CooperationMeeting,
    CooperationOverlap,
    CooperationTheme,
    MeetingStatus,
    Secretariat,
    SecretariatRole,
)
from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.events import Modality
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.book import Row
from niche_api.chains.telling import said, sources, split
from niche_api.cooperation import matrix
from niche_api.cooperation.book import Axis, Book

_SUMMARY = texts(
    "Cobertura = secretarías con un área en curso o prevista / secretarías contadas; superposición "
    "de dos = temas de ambas / temas de cualquiera (Jaccard); vacío = tema en que ninguna actúa; "
    "candidato = tema en que actúan dos o más sin proyecto conjunto. Un pedido no cuenta como "
    "acción. Los temas son etiquetas de esta compilación, no de las secretarías.",
    "Cobertura = secretarias com uma área em curso ou prevista / secretarias contadas; "
    "sobreposição de duas = temas de ambas / temas de qualquer uma (Jaccard); lacuna = tema em que "
    "nenhuma atua; candidato = tema em que atuam duas ou mais sem projeto conjunto. Um pedido não "
    "conta como ação. Os temas são etiquetas desta compilação, não das secretarias.",
    "Coverage = secretariats with an area under way or planned / secretariats counted; overlap of "
    "two = themes of both / themes of either (Jaccard); gap = theme that none acts on; candidate = "
    "theme that two or more act on without a joint project. A request counts as no action. Themes "
    "are labels of this compilation, not of the secretariats.",
)
_STATUSES = [ActionStatus.ACTIVE, ActionStatus.PLANNED, ActionStatus.ENDED]


def methodology(lang: Lang) -> Methodology:
    """Return how the matrix is read."""
    named = {
        "themes": "curated",
        "statuses_counted": ",".join(matrix.COUNTED),
        "requests_counted": "false",
        "least_secretariats": str(matrix.LEAST_SECRETARIATS),
    }
    return Methodology(
        id="cooperation",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name=name, value=value, assumed=True) for name, value in named.items()
        ],
    )


def _unknown_coverage(book: Book, axis: Axis, lang: Lang) -> Missing | None:
    if axis.areas and book.counted:
        return None
    if axis.areas:
        detail = texts(
            "No hay secretarías cargadas: envíe el conjunto secretariats.",
            "Não há secretarias carregadas: envie o conjunto secretariats.",
            "No secretariats are loaded: send dataset secretariats.",
        )
        return Missing(what="secretariats", reason=Reason.NOT_LOADED, detail=detail[lang])
    name = said(axis.row, "name", lang)
    detail = texts(
        f"Ninguna fuente cargada dice qué hacen las secretarías en «{name}»: envíe el conjunto "
        "action_areas.",
        f"Nenhuma fonte carregada diz o que fazem as secretarias em «{name}»: envie o conjunto "
        "action_areas.",
        f"No loaded source says what secretariats do on “{name}”: send dataset action_areas.",
    )
    return Missing(what="action_areas", reason=Reason.NOT_LOADED, detail=detail[lang])


def axis_of(snapshot: Snapshot, book: Book, axis: Axis) -> CooperationAxis:
    """Return an axis and how far it is covered."""
    row, acting = axis.row, len(book.acting(axis))
    missing = _unknown_coverage(book, axis, snapshot.lang)
    return CooperationAxis.assembled(
        axis=row["axis"],
        position=row["position"],
        name=said(row, "name", snapshot.lang),
        printed_as=row["printed_as"],
        lead=row["lead"],
        secretariats=len(book.counted),
        acting=acting,
        coverage=None if missing else acting / len(book.counted),
        note=said(row, "note", snapshot.lang),
        basis=row["basis"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
        missing=missing,
    )


def secretariat(row: Row, lang: Lang) -> Secretariat:
    """Return an organisation."""
    return Secretariat.assembled(
        secretariat=row["secretariat"],
        name=said(row, "name", lang),
        role=SecretariatRole(row["role"]),
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def area(snapshot: Snapshot, row: Row) -> ActionArea:
    """Return an action area."""
    return ActionArea.assembled(
        area=row["area"],
        axis=row["axis"],
        secretariat=row["secretariat"],
        title=said(row, "title", snapshot.lang),
        kind=ActionKind(row["kind"]),
        status=ActionStatus(row["status"]),
        leads=row["leads"],
        joint_with=split(row["joint_with"]),
        countries=split(row["countries"]),
        themes=split(row["themes"]),
        description=said(row, "description", snapshot.lang),
        website=row["website"],
        basis=row["basis"],
        note=said(row, "note", snapshot.lang),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


def _place(row: Row) -> tuple[bool, int, str]:
    return (row["kind"] == ActionKind.REQUEST, _STATUSES.index(row["status"]), row["area"])


def cell(book: Book, axis: Axis, name: str, lang: Lang) -> CooperationCell:
    """Return what a secretariat does on an axis; null, and why, where nobody says it."""
    own = [
        row for row in axis.areas if name == row["secretariat"] or name in split(row["joint_with"])
    ]
    own.sort(key=_place)
    requests = [row for row in own if row["kind"] == ActionKind.REQUEST]
    done = [row["status"] for row in own if row["kind"] != ActionKind.REQUEST]
    silent = texts(
        f"Ninguna fuente cargada dice qué hace {name} en este eje; no dice que no haga nada.",
        f"Nenhuma fonte carregada diz o que {name} faz neste eixo; não diz que não faça nada.",
        f"No loaded source says what {name} does on this axis; none says that it does nothing.",
    )
    return CooperationCell.assembled(
        axis=axis.row["axis"],
        secretariat=name,
        name=said(book.secretariats[name], "name", lang),
        acts=any(status in matrix.COUNTED for status in done) if own else None,
        active=done.count(ActionStatus.ACTIVE),
        planned=done.count(ActionStatus.PLANNED),
        ended=done.count(ActionStatus.ENDED),
        requests=len(requests),
        themes=matrix.themes_of(axis.actions, name),
        requested=sorted({theme for row in requests for theme in split(row["themes"])}),
        areas=[said(row, "title", lang) for row in own],
        missing=None
        if own
        else Missing(what="action_areas", reason=Reason.NOT_REPORTED, detail=silent[lang]),
    )


def theme(axis: Axis, row: Row, lang: Lang) -> CooperationTheme:
    """Return a theme and who works on it."""
    standing = axis.standing[row["theme"]]
    return CooperationTheme.assembled(
        axis=row["axis"],
        theme=row["theme"],
        name=said(row, "name", lang),
        active=list(standing.active),
        planned=list(standing.planned),
        requested=list(standing.requested),
        is_gap=standing.is_gap,
        is_joint=standing.is_joint,
        is_candidate=standing.is_candidate,
        note=said(row, "note", lang),
        basis=row["basis"],
        reference=row["reference"],
    )


def whole(snapshot: Snapshot, book: Book, axis: Axis) -> CooperationMatrix:
    """Return the matrix of an axis with what follows from it."""
    lang, standing = snapshot.lang, axis.standing
    missing = _unknown_coverage(book, axis, lang)
    candidates = [name for name, one in standing.items() if one.is_candidate]
    candidates.sort(
        key=lambda name: (-len({*standing[name].active, *standing[name].planned}), name)
    )
    rows: Sequence[Row] = [axis.row, *book.secretariats.values(), *axis.themes, *axis.areas]
    return CooperationMatrix.assembled(
        axis=axis_of(snapshot, book, axis),
        secretariats=[secretariat(book.secretariats[name], lang) for name in book.counted],
        cells=[cell(book, axis, name, lang) for name in book.counted],
        areas=[area(snapshot, row) for row in axis.areas],
        themes=[theme(axis, row, lang) for row in axis.themes],
        overlaps=[
            CooperationOverlap.assembled(
                first=pair.first,
                second=pair.second,
                shared=list(pair.shared),
                jaccard=pair.jaccard,
            )
            for pair in matrix.overlaps(axis.actions)
        ],
        gaps=[name for name, one in standing.items() if one.is_gap] if axis.areas else [],
        joint_candidates=candidates,
        missing=[missing] if missing else [],
        methodology=methodology(lang),
        provenance=sources(snapshot, rows),
    )


def meeting(snapshot: Snapshot, row: Row) -> CooperationMeeting:
    """Return a meeting."""
    return CooperationMeeting.assembled(
        meeting=row["meeting"],
        title=said(row, "title", snapshot.lang),
        status=MeetingStatus(row["status"]),
        axes=split(row["axes"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        precision=DatePrecision(row["precision"]) if row["precision"] else None,
        country=row["country"],
        place=row["place"],
        modality=Modality(row["modality"]) if row["modality"] else None,
        organisers=split(row["organisers"]),
        participants=split(row["participants"]),
        note=said(row, "note", snapshot.lang),
        basis=row["basis"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )
