"""What crosses a boundary of Eslabón: frozen models, written once for service, client and graph."""
