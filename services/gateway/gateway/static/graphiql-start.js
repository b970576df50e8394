// Opens GraphiQL on this graph; a first query, or the one in the address (?q=), stands in the editor.
const first = `# Consulta Integrada: gravamen, comercio y competidores de un producto
query Consulta {
  marketAccess(importer: "BRA", exporter: "PER", product: "08012200", on: "2021-06-01", customsValueUsd: "1000") {
    product { nomenclature code description }
    quote {
      completeness
      best { agreement attribution appliedPercent dutyValueUsd why }
      missing { what reason detail }
    }
    agreements { code title }
    originRules { regimes { agreement ruleSets { toCheck } } }
    norms { title body }
    history {
      years { year valueUsd share }
    }
    competitors {
      year
      competitors { rank country { name } valueUsd share }
    }
    chains { id name species }
    missing { what reason detail }
  }
}
`;
const asked = new URLSearchParams(window.location.search).get("q");
const fetcher = GraphiQL.createFetcher({ url: window.location.pathname });
ReactDOM.createRoot(document.getElementById("graph")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: asked || first, query: asked || undefined }),
);
