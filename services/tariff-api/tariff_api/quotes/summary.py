"""What several national lines say together of the code above them."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Reason
from eslabon.contracts.quotes import Completeness

from tariff_api.quotes.completeness import Gap
from tariff_api.quotes.option import Option
from tariff_api.quotes.quote import Decision
from tariff_api.quotes.wording import Sentence

_WORSE = (Completeness.COMPLETE, Completeness.PARTIAL, Completeness.MFN_ONLY)


def _rate(option: Option) -> tuple[object, ...]:
    return option.kind, option.attributed.agreement, option.applied_percent, option.expression


def _whole(option: Option) -> tuple[object, ...]:
    return (
        *_rate(option),
        option.attributed,
        option.margin_percent,
        option.status,
        option.quota,
        option.season,
        option.observation,
        option.correlation,
    )


def _agreed(options: Sequence[Option | None]) -> Option | None:
    """Return the first option where all lines have the same one."""
    first = options[0]
    same = first is not None and all(
        option is not None and _rate(option) == _rate(first) for option in options
    )
    return first if same else None


def together(lines: Sequence[Decision]) -> Decision:
    """Return one decision for all lines; what they do not agree on is null, with the range."""
    if len(lines) == 1:
        return lines[0]
    completeness = max((line.completeness for line in lines), key=_WORSE.index)
    best = _agreed([line.best for line in lines])
    loaded = _agreed([line.best_loaded for line in lines])
    first = [_whole(option) for option in lines[0].options]
    same = all([_whole(option) for option in line.options] == first for line in lines[1:])
    gaps: dict[tuple[object, ...], Gap] = {}
    for line in lines:
        for gap in line.gaps:
            gaps.setdefault((gap.what, gap.reason, gap.detail.key), gap)
    if loaded is None:
        gap = _differing(lines)
        gaps[gap.what, gap.reason, gap.detail.key] = gap
    return Decision(
        completeness, lines[0].options if same else (), best, loaded, tuple(gaps.values())
    )


def _differing(lines: Sequence[Decision]) -> Gap:
    rates = [line.best_loaded.applied_percent for line in lines if line.best_loaded]
    sentence = Sentence("lines_unknown", count=len(lines))
    known = [rate for rate in rates if rate is not None]
    if len(known) == len(lines):
        sentence = Sentence("lines_differ", count=len(lines), low=min(known), high=max(known))
    return Gap("best", Reason.AMBIGUOUS_CODE, sentence)
