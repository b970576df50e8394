"""Dataset of the rules of origin of a regime."""

from eslabon.contracts.origin import Direction, Operator, RuleClass, ThresholdBasis
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.origin.columns import percent, text, yes
from tariff_api.schema import NOMENCLATURE, SCHEMA, SOURCE, metadata

HS_DIGITS = r"([0-9]{2}){1,5}"
RANGES = r"[0-9]{2,10}(-[0-9]{2,10})?(\|[0-9]{2,10}(-[0-9]{2,10})?)*"

ORIGIN_RULES = Dataset(
    SCHEMA,
    "origin_rules",
    "origin_rules",
    texts(
        "Reglas de origen de un régimen, por tramos de códigos.",
        "Regras de origem de um regime, por faixas de códigos.",
        "Rules of origin of a regime, by ranges of codes.",
    ),
    (
        Column(
            "rule_set",
            ColumnType.TEXT,
            texts(
                "Conjunto: las reglas de una descripción de mercancías.",
                "Conjunto: as regras de uma descrição de mercadorias.",
                "Set: the rules of one description of goods.",
            ),
            "144",
            key=True,
            pattern=r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}",
        ),
        Column(
            "rule",
            ColumnType.INTEGER,
            texts("Orden en el conjunto.", "Ordem no conjunto.", "Order in the set."),
            "1",
            key=True,
            minimum=1,
            maximum=1000,
        ),
        Column(
            "code_from",
            ColumnType.TEXT,
            texts(
                "Primer código del tramo, solo cifras.",
                "Primeiro código da faixa, só algarismos.",
                "First code of the range, digits only.",
            ),
            "2801",
            pattern=HS_DIGITS,
        ),
        Column(
            "code_to",
            ColumnType.TEXT,
            texts(
                "Último código del tramo, con todo lo que depende de él.",
                "Último código da faixa, com tudo o que depende dele.",
                "Last code of the range, with all below it.",
            ),
            "2804",
            pattern=HS_DIGITS,
        ),
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Revisión del Sistema Armonizado de los códigos; vacío si la fuente no la dice.",
                "Revisão do Sistema Harmonizado dos códigos; vazio se a fonte não a diz.",
                "Revision of the Harmonized System of the codes; empty where not stated.",
            ),
            "HS2012",
            required=False,
            pattern=NOMENCLATURE,
        ),
        yes(
            "partial",
            "true si vale solo para una parte de los códigos, que describe subdivision.",
            "true se vale só para uma parte dos códigos, que subdivision descreve.",
            "true where it is for a part of the codes only, which subdivision describes.",
            required=True,
        ),
        text(
            "subdivision",
            "Mercancías del conjunto, como las describe la fuente.",
            "Mercadorias do conjunto, como a fonte as descreve.",
            "Goods of the set, as the source describes them.",
            "",
        ),
        Column(
            "rule_class",
            ColumnType.TEXT,
            texts(
                "WO obtenida totalmente; CC, CTH, CTSH cambio de capítulo, partida o subpartida; "
                "VA valor; AH cualquier partida; PSR proceso; TEXT lo que diga el texto.",
                "WO totalmente obtida; CC, CTH, CTSH mudança de capítulo, posição ou subposição; "
                "VA valor; AH qualquer posição; PSR processo; TEXT o que diga o texto.",
                "WO wholly obtained; CC, CTH, CTSH change of chapter, heading or subheading; "
                "VA value; AH any heading; PSR process; TEXT what the text says.",
            ),
            "CTH",
            choices=tuple(RuleClass),
        ),
        text(
            "materials",
            "Materiales de que trata: códigos y tramos unidos por |; vacío: todos.",
            "Materiais de que trata: códigos e faixas unidos por |; vazio: todos.",
            "Materials it is about: codes and ranges joined by |; empty: all.",
            "17",
            pattern=RANGES,
        ),
        text(
            "barred",
            "Materiales que no cuentan como cambiados: códigos y tramos unidos por |.",
            "Materiais que não contam como mudados: códigos e faixas unidos por |.",
            "Materials that do not count as changed: codes and ranges joined by |.",
            "0401-0406",
            pattern=RANGES,
        ),
        percent(
            "threshold_percent",
            "Límite; vacío en una regla de valor: el del régimen.",
            "Limite; vazio em uma regra de valor: o do regime.",
            "Limit; empty in a value rule: that of the regime.",
            "50",
        ),
        text(
            "threshold_basis",
            "Sobre qué se mide.",
            "Sobre o que se mede.",
            "What it is measured on.",
            "OVER_EX_WORKS",
            choices=tuple(ThresholdBasis),
        ),
        percent(
            "allowance_percent",
            "Parte del precio que pueden valer los materiales sin cambio de código.",
            "Parte do preço que podem valer os materiais sem mudança de código.",
            "Share of the price that materials without the change may be worth.",
            "20",
        ),
        text(
            "operator",
            "Cómo se une a la regla siguiente del conjunto; AND antes que OR.",
            "Como se une à regra seguinte do conjunto; AND antes de OR.",
            "How it combines with the next rule of the set; AND before OR.",
            "OR",
            choices=tuple(Operator),
        ),
        text("text_es", "Texto en español.", "Texto em espanhol.", "Text in Spanish.", ""),
        text("text_en", "Texto en inglés.", "Texto em inglês.", "Text in English.", ""),
        text("footnotes", "Notas al pie.", "Notas de rodapé.", "Footnotes.", ""),
        Column(
            "applies_to",
            ColumnType.TEXT,
            texts(
                "A qué comercio del país que la publica.",
                "A que comércio do país que a publica.",
                "To which trade of the country that publishes it.",
            ),
            "BOTH",
            choices=tuple(Direction),
        ),
        SOURCE,
    ),
    slice_by=("regime",),
    checks=(
        """select 'code_to', rule_set || ' ' || code_from || '-' || code_to,
            'el tramo termina antes de empezar'
        from tariff.origin_rules where release_id = :release
            and rpad(code_to, 12, '9') < rpad(code_from, 12, '0') limit 100""",
        """select 'threshold_percent', rule_set || ' ' || rule,
            'el límite y su base van juntos; ambos vacíos: los del régimen'
        from tariff.origin_rules where release_id = :release
            and (threshold_percent is null) <> (threshold_basis is null) limit 100""",
        """select 'operator', rule_set, 'todas las reglas menos la última llevan operador'
        from (select rule_set, operator,
                lead(rule) over (partition by rule_set order by rule) as next
            from tariff.origin_rules where release_id = :release) as ordered
        where (next is null) = (operator is not null) limit 100""",
        """select 'nomenclature', string_agg(distinct nomenclature, ' '),
            'las reglas de un régimen se escriben en una sola nomenclatura'
        from tariff.origin_rules where release_id = :release
        having count(distinct coalesce(nomenclature, '')) > 1""",
        """select 'code_from', rule_set, 'un conjunto tiene un solo tramo y una descripción'
        from tariff.origin_rules where release_id = :release group by rule_set
        having count(distinct (code_from, code_to, partial, coalesce(subdivision, ''))) > 1
        limit 100""",
    ),
    indexes=(("code_from",),),
    metadata=metadata,
)

origin_rules = ORIGIN_RULES.table
