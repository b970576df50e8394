"""What crosses a boundary of Eslabón: frozen models, written once, for services, client and graph."""
