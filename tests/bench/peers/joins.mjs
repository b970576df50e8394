// The joins of market access as a Node team would write them: one fetch for each service and edge.
import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isEnumType, isObjectType } from 'graphql';
import { Pool } from 'undici';

const FLOWS_NOMENCLATURE = 'HS2022';
const LARGEST_PAGE = 1000;
const key = process.env.ESLABON_INTERNAL_KEY;
const headers = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  ...(key ? { authorization: `Bearer ${key}` } : {}),
};

function service(address) {
  const pool = new Pool(address, { connections: 64 });
  return async (path, parameters = {}) => {
    const given = Object.entries(parameters).filter(([, value]) => value != null);
    const query = new URLSearchParams(given).toString();
    const answer = await pool.request({ method: 'GET', path: query ? `${path}?${query}` : path, headers });
    const body = await answer.body.json();
    if (answer.statusCode >= 400) throw new Error(body.detail);
    return body;
  };
}

const tariff = service(process.env.ESLABON_TARIFF_URL);
const matrix = service(process.env.ESLABON_MATRIX_URL);
const niche = service(process.env.ESLABON_NICHE_URL);

const once = (read) => {
  let result;
  return () => (result ??= read());
};

export const context = async () => ({
  countries: once(async () => {
    const page = await tariff('/v1/countries', { limit: LARGEST_PAGE });
    return new Map(page.items.map((country) => [country.iso3, country]));
  }),
});

function marketAccess(_, { importer, exporter, product, nomenclature, on, lang: language }) {
  const lang = language?.toLowerCase() ?? 'es';
  const quote = once(() => tariff('/v1/quotes', { importer, exporter, product, nomenclature, on, lang }));
  const item = once(async () => {
    const { nomenclature: edition, code } = (await quote()).product;
    return tariff(`/v1/nomenclatures/${edition}/codes/${code}`, { lang });
  });
  const correlations = once(async () => {
    const found = (await quote()).correlations;
    return found.filter((one) => one.to_nomenclature === FLOWS_NOMENCLATURE);
  });
  const traded = once(async () => {
    const { hs6, hs_revision: from } = (await quote()).product;
    if (hs6 === null || from === FLOWS_NOMENCLATURE) return hs6;
    const found = await correlations();
    return found.length === 1 ? found[0].to_code : null;
  });
  const ofTraded = (read) => async () => {
    const code = await traded();
    return code === null ? null : read(code);
  };
  return {
    importer: async ({ countries }) => (await countries()).get(importer),
    exporter: async ({ countries }) => (await countries()).get(exporter),
    on: async () => (await quote()).on,
    product: item,
    quote,
    correlations,
    history: ofTraded((code) => matrix('/v1/history', { importer, exporter, product: code, lang })),
    competitors: ofTraded((code) => matrix('/v1/competitors', { importer, product: code, lang })),
    chains: ofTraded(async (code) => {
      const asked = { nomenclature: FLOWS_NOMENCLATURE, product: code, lang, limit: LARGEST_PAGE };
      return (await niche('/v1/chains', asked)).items;
    }),
  };
}

const block = (name) => [name, (blocks, _, context) => blocks[name](context)];

const resolvers = {
  Query: { marketAccess },
  // Named one by one: the JIT does not call functions that it finds as values.
  MarketAccess: Object.fromEntries(
    ['importer', 'exporter', 'on', 'product', 'quote', 'correlations', 'history', 'competitors', 'chains'].map(block),
  ),
  Competitor: { country: async ({ exporter }, _, { countries }) => (await countries()).get(exporter) },
};

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// The gateway's own SDL; fields are read from the REST names, enums from their REST values.
export function schema() {
  const built = buildSchema(readFileSync(process.env.BENCH_SDL, 'utf8'), { assumeValidSDL: true });
  for (const type of Object.values(built.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const name = snake(field.name);
      const own = resolvers[type.name]?.[field.name];
      if (own) field.resolve = own;
      else if (isEnumType(getNamedType(field.type))) field.resolve = (row) => row[name]?.toUpperCase();
      else if (name !== field.name) field.resolve = (row) => row[name];
    }
  }
  return built;
}
