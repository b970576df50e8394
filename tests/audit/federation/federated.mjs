// One query over the composed graph: fields of ours and of the partner on the same entities, both ways.
//   node federated.mjs supergraph.graphql
import fs from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { parse } from 'graphql';

const gateway = new ApolloGateway({ supergraphSdl: fs.readFileSync(process.argv[2], 'utf8') });
const { executor } = await gateway.load();
const source = `query Federated {
  country(code: "BRA") { iso3 name tradeOffice }
  offices { iso3 nameEs tradeOffice }
  pages { code description cataloguePage }
  chains(first: 1) { nodes { id guide } }
}`;
const { data, errors } = await executor({
  document: parse(source), request: { query: source, variables: {} }, operationName: 'Federated',
  queryHash: 'federated', context: {}, cache: new Map(), metrics: {}, logger: console, overallCachePolicy: {},
  schema: gateway.schema,
});
const offices = data?.offices ?? [];
const checks = {
  'partner field on our country': data?.country?.name && data?.country?.tradeOffice === 'Oficina comercial BRA',
  'our field on the partner\'s countries, in order':
    offices.map((o) => o.iso3).join() === 'BRA,PER,BRA' && offices.every((o) => o.nameEs),
  'our field on the partner\'s product': data?.pages?.[0]?.description && data.pages[0].cataloguePage === 'HS2022/080122',
  'partner field on our chain': data?.chains?.nodes?.[0]?.guide === `Guía ${data?.chains?.nodes?.[0]?.id}`,
};
for (const [name, holds] of Object.entries(checks)) console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
if (errors?.length) console.log(JSON.stringify(errors));
const held = Object.values(checks).filter(Boolean).length;
console.log(`${held}/${Object.keys(checks).length} federated`);
await gateway.stop();
process.exit(held === Object.keys(checks).length ? 0 : 1);
