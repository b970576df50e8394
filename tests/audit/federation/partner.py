"""A stand-in for a partner's subgraph: it extends our Country, Product and Chain."""

import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


@strawberry.federation.type(keys=["iso3"])
class Country:
    """A country, known here by its code alone."""

    iso3: str

    @strawberry.field
    def trade_office(self) -> str:
        """Name of the partner's office there."""
        return f"Oficina comercial {self.iso3}"

    @classmethod
    def resolve_reference(cls, iso3: str) -> "Country":
        return cls(iso3=iso3)


@strawberry.federation.type(keys=["nomenclature code"])
class Product:
    """A product, known here by its code in a nomenclature."""

    nomenclature: str
    code: str

    @strawberry.field
    def catalogue_page(self) -> str:
        """Page of the partner's catalogue."""
        return f"{self.nomenclature}/{self.code}"

    @classmethod
    def resolve_reference(cls, nomenclature: str, code: str) -> "Product":
        return cls(nomenclature=nomenclature, code=code)


@strawberry.federation.type(keys=["id"])
class Chain:
    """A productive chain, known here by its identifier."""

    id: str

    @strawberry.field
    def guide(self) -> str:
        """Name of the partner's guide to it."""
        return f"Guía {self.id}"

    @classmethod
    def resolve_reference(cls, id: str) -> "Chain":
        return cls(id=id)


@strawberry.type
class Query:
    """What the partner answers by itself."""

    @strawberry.field
    def offices(self) -> list[Country]:
        return [Country(iso3="BRA"), Country(iso3="PER"), Country(iso3="BRA")]

    @strawberry.field
    def pages(self) -> list[Product]:
        return [Product(nomenclature="HS2022", code="080122")]


schema = strawberry.federation.Schema(
    query=Query, types=[Country, Product, Chain], federation_version="2.9"
)
app = FastAPI()
app.include_router(GraphQLRouter(schema), prefix="/graphql")
