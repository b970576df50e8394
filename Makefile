# Two commands stand everything up and down; each target first makes sure that .venv holds the lock.
# Once there is an environment, its own Python: the `python3` of a version manager is a slow script.
PYTHON ?= $(shell [ -x .venv/bin/python ] && echo .venv/bin/python || echo python3)
BIN := .venv/bin
ARGS :=
ONLY :=
PORTS := 8000
DATA := .eslabon

MEMBERS := complexity eslabon gateway local matrix-api niche-api sample servicekit tariff-api
PACKAGES := build_sample complexity eslabon gateway local matrix_api niche_api sample servicekit tariff_api

.DEFAULT_GOAL := help
.PHONY: help up down install test check audit bench lock

help: ## Muestra esta lista
	@printf 'Eslabón\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@printf '\nOpciones: make up PORTS=9000 DATA=otra-carpeta · make test ARGS="-k quote" · make bench ONLY=quote\n'

# Under PYTHONDONTWRITEBYTECODE every start would compile a hundred thousand lines again.
up: install ## Instala lo necesario, arranca todo, carga la muestra y muestra una primera respuesta
	@env -u PYTHONDONTWRITEBYTECODE "$(BIN)/eslabon" up --detach --ports "$(PORTS)" --data "$(DATA)" $(ARGS)

down: ## Detiene todo lo que arrancó «make up»
	@if [ -x "$(BIN)/eslabon" ]; then "$(BIN)/eslabon" down --data "$(DATA)"; else echo 'No hay nada instalado ni en marcha.'; fi

install: ## Prepara .venv con las versiones de requirements.lock
	@"$(PYTHON)" deploy/local/bootstrap.py

test: install ## Ejecuta todas las pruebas (solo hace falta Python)
	@"$(BIN)/python" -m pytest $(ARGS)

check: install ## Revisa estilo, tipos, dependencias entre paquetes y cada paquete instalado solo
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy" $(addprefix -p ,$(PACKAGES))
	"$(BIN)/lint-imports"
	"$(BIN)/python" deploy/local/alone.py

audit: install ## Comprueba los servicios con clientes reales (necesita Node)
	@tests/audit/run $(ARGS)

bench: install ## Mide frente a pares y límites: make bench ONLY=nombre
	@tests/bench/run $(ONLY)

lock: install ## Vuelve a escribir requirements.lock
	"$(BIN)/uv" pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header --all-extras --group dev \
		$(addprefix --no-emit-package ,$(MEMBERS)) pyproject.toml -o requirements.lock
