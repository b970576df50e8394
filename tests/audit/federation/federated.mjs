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
  catalogue { code description cataloguePage }
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
  'our field on the partner\'s product': data?.catalogue?.[0]?.description && data.catalogue[0].cataloguePage === 'HS2022/080122',
};
for (const [name, holds] of Object.entries(checks)) console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
if (errors?.length) console.log(JSON.stringify(errors));
const held = Object.values(checks).filter(Boolean).length;
console.log(`${held}/${Object.keys(checks).length} federated`);
await gateway.stop();
process.exit(held === Object.keys(checks).length ? 0 : 1);
