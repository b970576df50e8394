"""Which table each meeting has: firms keep theirs from slot to slot where they can."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from niche_api.agendas.choosing import NOWHERE
from niche_api.agendas.round import Ints, Round


def seated(round_: Round, slots: Ints) -> Ints:
    """Return the table of each pair that meets, `NOWHERE` for the others.

    In each slot the number of firms that stay at the table of their last meeting is the most;
    of tables that are as good, the first are taken.
    """
    tables = np.full(len(slots), NOWHERE)
    last = np.full(round_.firms, NOWHERE)
    order = np.arange(round_.tables) / (round_.tables * round_.tables * 2)
    for slot in range(round_.slots):
        here = np.flatnonzero(slots == slot)
        firms = round_.pairs[here]
        stays = (last[firms][:, :, None] == np.arange(round_.tables)).sum(axis=1)
        _, taken = linear_sum_assignment(order - stays)
        tables[here] = taken
        last[firms] = taken[:, None]
    return tables
