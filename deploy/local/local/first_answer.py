"""Asks the gateway one Consulta Integrada and shows it as a table."""

from rich.console import Console


def show(gateway_url: str, console: Console) -> None:
    """Prints market access of Peruvian Brazil nuts in Brazil, as a person would read it."""
