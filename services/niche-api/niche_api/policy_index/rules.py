"""Rules of whole releases of the SME policy index, each with what to change."""

from servicekit.releases.dataset import Check, texts

_OF = "from niche.policy_items i where i.release_id = :release"
_ABOVE = (
    "(case i.level when 'SUB_DIMENSION' then 'DIMENSION' when 'BLOCK' then 'SUB_DIMENSION' "
    "when 'INDICATOR' then 'BLOCK' end)"
)

STRUCTURE = (
    Check(
        f"""select 'parent', coalesce(i.parent, '') {_OF}
            and (i.level = 'DIMENSION') <> (i.parent is null)""",
        texts(
            "una dimensión no tiene `parent`; lo demás sí",
            "uma dimensão não tem `parent`; o resto sim",
            "a dimension has no `parent`; anything else has one",
        ),
    ),
    Check(
        f"""select 'parent', i.parent {_OF} and i.parent is not null and not exists (
            select from niche.policy_items above where above.release_id = i.release_id
                and above.edition = i.edition and above.item = i.parent
                and above.level = {_ABOVE})""",
        texts(
            "`parent` debe estar en el mismo archivo, un nivel más arriba: envíe la estructura "
            "entera",
            "`parent` deve estar no mesmo arquivo, um nível acima: envie a estrutura inteira",
            "`parent` must be in the same file, one level above: send the structure whole",
        ),
    ),
    Check(
        f"""select 'phase', coalesce(i.phase, '') {_OF}
            and (i.level = 'BLOCK') <> (i.phase is not null)""",
        texts(
            "`phase` va en los bloques, y solo en ellos",
            "`phase` vai nos blocos, e só neles",
            "`phase` is for blocks, and for them alone",
        ),
    ),
    Check(
        f"""select 'question', coalesce(i.question, '') {_OF}
            and (i.level = 'INDICATOR') <> (i.question is not null)""",
        texts(
            "`question` va en los indicadores, y solo en ellos",
            "`question` vai nos indicadores, e só neles",
            "`question` is for indicators, and for them alone",
        ),
    ),
)

_CURRENT_ITEMS = """niche.policy_items i join niche.release r on r.id = i.release_id
    where r.published is not null and r.superseded is null"""
_ASKED = f"""niche.policy_answers a
    left join (
        select i.edition, i.item, i.question from {_CURRENT_ITEMS} and i.level = 'INDICATOR'
    ) asked using (edition, item)
    where a.release_id = :release"""

ANSWERS = (
    Check(
        f"select 'item', item from {_ASKED} and asked.question is null",
        texts(
            "no es un indicador de esa edición: envíe antes su estructura con policy_items, o "
            "corrija el identificador",
            "não é um indicador dessa edição: envie antes sua estrutura com policy_items, ou "
            "corrija o identificador",
            "is no indicator of that edition: send its structure with policy_items first, or "
            "correct the identifier",
        ),
    ),
    Check(
        f"""select 'score', a.score::text from {_ASKED}
            and a.score is not null and asked.question = 'OPEN'""",
        texts(
            "las preguntas abiertas no llevan puntaje: déjelo vacío",
            "as perguntas abertas não levam pontuação: deixe-a vazia",
            "open questions are not scored: leave it empty",
        ),
    ),
    Check(
        f"""select 'score', a.score::text from {_ASKED}
            and a.score not in (0, 1) and asked.question = 'YES_NO'""",
        texts(
            "una pregunta de sí o no vale 1 o 0",
            "uma pergunta de sim ou não vale 1 ou 0",
            "a question of yes or no is worth 1 or 0",
        ),
    ),
)

_STANDINGS = (
    "(case metric when 'RELATIVE_TO_AVERAGE' then standing in ('ABOVE', 'AVERAGE', 'BELOW') "
    "when 'CHANGE' then standing in ('IMPROVED', 'WORSENED') else standing is null end)"
)

FIGURES = (
    Check(
        f"""select 'standing', coalesce(standing, '') from niche.policy_figures
            where release_id = :release and {_STANDINGS} is not true""",
        texts(
            "RELATIVE_TO_AVERAGE lleva ABOVE, AVERAGE o BELOW; CHANGE, IMPROVED o WORSENED; las "
            "demás, `value`",
            "RELATIVE_TO_AVERAGE leva ABOVE, AVERAGE ou BELOW; CHANGE, IMPROVED ou WORSENED; as "
            "outras, `value`",
            "RELATIVE_TO_AVERAGE takes ABOVE, AVERAGE or BELOW; CHANGE, IMPROVED or WORSENED; the "
            "others `value`",
        ),
    ),
    Check(
        """select 'value', coalesce(value::text, '') from niche.policy_figures
            where release_id = :release and (value is null) = (standing is null)""",
        texts(
            "dé `value` o `standing`, uno de los dos",
            "dê `value` ou `standing`, um dos dois",
            "give `value` or `standing`, one of the two",
        ),
    ),
    Check(
        """select 'value', value::text from niche.policy_figures
            where release_id = :release and metric = 'SCORE' and value not between 1 and 5""",
        texts(
            "un puntaje va de 1 a 5",
            "uma pontuação vai de 1 a 5",
            "a score goes from 1 to 5",
        ),
    ),
    Check(
        """select 'item', coalesce(item, '') from niche.policy_figures
            where release_id = :release
                and (metric in ('SCORE', 'RELATIVE_TO_AVERAGE', 'CHANGE')) <> (item is not null)""",
        texts(
            "`item` va en puntajes, comparaciones y cambios, y solo en ellos",
            "`item` vai em pontuações, comparações e mudanças, e só neles",
            "`item` is for scores, comparisons and changes, and for them alone",
        ),
    ),
    Check(
        f"""select 'item', f.item from niche.policy_figures f
            where f.release_id = :release and f.item is not null and not exists (
                select from {_CURRENT_ITEMS} and i.edition = f.edition and i.item = f.item)""",
        texts(
            "la estructura de esa edición no lo tiene: envíela antes con policy_items, o corrija "
            "el identificador",
            "a estrutura dessa edição não o tem: envie-a antes com policy_items, ou corrija o "
            "identificador",
            "the structure of that edition does not have it: send it first by policy_items, or "
            "correct the identifier",
        ),
    ),
)
