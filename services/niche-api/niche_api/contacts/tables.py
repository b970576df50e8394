"""Contacts of firms: a table of its own, outside the releases, so that removing is removing.

A release is kept and can be read again as of an earlier publication; a person's data must not be.
"""

import sqlalchemy as sa
from eslabon.contracts.firms import Purpose
from servicekit.releases.dataset import Dataset, texts
from sqlalchemy.dialects.postgresql import UUID

from niche_api.columns import day, text
from niche_api.firms.tables import CONTROL, FIRM, listed
from niche_api.tables import metadata

_NO_TAGS = texts(
    "lleva `<`, `>` o caracteres de control, o empieza por = + - @: quítelos",
    "traz `<`, `>` ou caracteres de controle, ou começa por = + - @: remova-os",
    "holds `<`, `>` or control characters, or begins with = + - @: remove them",
)
_PERSONAL = rf"[^<>=+\-@{CONTROL}][^<>{CONTROL}]*"

CONTACTS = Dataset(
    service="niche",
    name="firm_contacts",
    table_name="firm_contacts",
    description=texts(
        "Contactos de empresas, cada uno con el consentimiento de la persona.",
        "Contatos de empresas, cada um com o consentimento da pessoa.",
        "Contacts of firms, each with the person's consent.",
    ),
    columns=(
        FIRM,
        text(
            "name",
            "Ana Pérez",
            "Persona u oficina.",
            "Pessoa ou escritório.",
            "Person or office.",
            key=True,
            pattern=_PERSONAL,
            form=_NO_TAGS,
            max_length=120,
        ),
        text(
            "position",
            "Gerente de exportaciones",
            "Cargo.",
            "Cargo.",
            "Position.",
            required=False,
            pattern=_PERSONAL,
            form=_NO_TAGS,
            max_length=120,
        ),
        text(
            "email",
            "ventas@example.org",
            "Correo electrónico.",
            "Correio eletrônico.",
            "Electronic mail.",
            required=False,
            pattern=rf"[^@\s<>\"',;{CONTROL}]+@[^@\s<>\"',;{CONTROL}]+\.[A-Za-z]{{2,}}",
            max_length=254,
        ),
        text(
            "phone",
            "+591 3 852 0000",
            "Teléfono con prefijo internacional.",
            "Telefone com prefixo internacional.",
            "Telephone with international prefix.",
            required=False,
            pattern=r"\+[0-9][0-9 ().-]{6,24}",
        ),
        text(
            "consent_by",
            "Ana Pérez",
            "Quien consintió.",
            "Quem consentiu.",
            "Who gave consent.",
            pattern=_PERSONAL,
            form=_NO_TAGS,
            max_length=120,
        ),
        day(
            "consent_on",
            "2026-03-02",
            "Día en que consintió.",
            "Dia em que consentiu.",
            "Day on which it was given.",
        ),
        text(
            "consent_for",
            "PUBLICATION|ROUNDS",
            "Para qué: PUBLICATION, mostrarlo en el directorio; ROUNDS, darlo a quienes organizan "
            "ruedas. Unidos por `|`.",
            "Para quê: PUBLICATION, mostrá-lo no diretório; ROUNDS, dá-lo a quem organiza "
            "rodadas. Unidos por `|`.",
            "For what: PUBLICATION, shown in the directory; ROUNDS, given to organisers of "
            "rounds. Joined by `|`.",
            pattern=listed(f"({'|'.join(Purpose)})"),
        ),
        text(
            "evidence",
            "Formulario de inscripción n.º 12",
            "Dónde consta el consentimiento.",
            "Onde consta o consentimento.",
            "Where the consent is kept.",
            pattern=_PERSONAL,
            form=_NO_TAGS,
            max_length=300,
        ),
    ),
)
"""The layout of a file of contacts: read as one of a dataset is, but never released."""

firm_contacts = sa.Table(
    "firm_contacts",
    metadata,
    sa.Column("contact", UUID(), primary_key=True, server_default=sa.text("gen_random_uuid()")),
    *(
        sa.Column(column.name, column.sql_type(), nullable=not column.required)
        for column in CONTACTS.columns
    ),
    sa.Column(
        "recorded_at",
        sa.DateTime(timezone=True),
        nullable=False,
        server_default=sa.text("now()"),
    ),
    sa.Column("recorded_by", sa.Text(), nullable=False),
    schema="niche",
)
sa.Index("uq_firm_contacts", firm_contacts.c.firm, firm_contacts.c.name, unique=True)

firm_contact_removals = sa.Table(
    "firm_contact_removals",
    metadata,
    sa.Column("contact", UUID(), primary_key=True),
    sa.Column("country", sa.Text(), nullable=False),
    sa.Column(
        "removed_at",
        sa.DateTime(timezone=True),
        nullable=False,
        server_default=sa.text("now()"),
    ),
    sa.Column("removed_by", sa.Text(), nullable=False),
    schema="niche",
)
