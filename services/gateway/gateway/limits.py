"""What one operation may ask: depth, aliases, tokens, cost; parsing and validation are cached."""

from collections.abc import Callable, Iterator

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ParserCache,
    SchemaExtension,
    ValidationCache,
)
from strawberry.extensions.max_aliases import create_validator as alias_rule
from strawberry.extensions.query_depth_limiter import create_validator as depth_rule

MAX_TOKENS = 2000
MAX_ALIASES = 30
MAX_DEPTH = 12
MAX_COST = 5000
MAX_PAGE = 100
CACHED_DOCUMENTS = 128
BODY_BYTES = 262_144


def _page(field: FieldNode) -> int:
    """Rows that a paged field may give: its literal `first`, or the largest page for a variable."""
    for argument in field.arguments or ():
        if argument.name.value == "first":
            literal = argument.value
            asked = int(literal.value) if isinstance(literal, IntValueNode) else MAX_PAGE
            return min(asked, MAX_PAGE)
    return 1


def cost(selections: SelectionSetNode | None, fragments: dict[str, FragmentDefinitionNode]) -> int:
    """Cost of a selection: one for each field with fields below, times the page it is read in.

    Fragments are priced once each; a recursive one is refused by validation itself.
    """
    priced: dict[str, int] = {}

    def price(node: SelectionSetNode | None) -> int:
        total = 0
        for selection in node.selections if node else ():
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in priced and name in fragments:
                    priced[name] = 0
                    priced[name] = price(fragments[name].selection_set)
                total += priced.get(name, 0)
            elif isinstance(selection, FieldNode):
                if selection.selection_set and not selection.name.value.startswith("__"):
                    total += 1 + max(_page(selection), 1) * price(selection.selection_set)
            else:
                total += price(selection.selection_set)  # type: ignore[attr-defined]
        return total

    return price(selections)


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]


class CostRule(ValidationRule):
    """Refuses an operation whose cost is over the budget, and names both figures."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        fragments = {
            node.name.value: node
            for node in context.document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        for operation in _operations(context.document):
            found = cost(operation.selection_set, fragments)
            if found > MAX_COST:
                text = f"The operation costs {found}; {MAX_COST} is allowed. Ask smaller pages."
                context.report_error(GraphQLError(text, [operation]))


class OneOperation(SchemaExtension):
    """Refuses several operations without `operationName`, where Strawberry runs the first."""

    def on_parse(self) -> Iterator[None]:
        yield
        context = self.execution_context
        document = context.graphql_document
        unnamed = context._provided_operation_name is None
        if document and unnamed and len(_operations(document)) > 1:
            raise GraphQLError("Name the operation to run in `operationName`: there are several.")


# Made once: the validation cache keys on these very classes.
RULES: list[type[ASTValidationRule]] = [
    depth_rule(MAX_DEPTH, None),
    alias_rule(MAX_ALIASES),
    CostRule,
]

EXTENSIONS: list[Callable[[], SchemaExtension]] = [
    lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
    lambda: AddValidationRules(RULES),
    OneOperation,
    lambda: ParserCache(maxsize=CACHED_DOCUMENTS),
    lambda: ValidationCache(maxsize=CACHED_DOCUMENTS),
]
