// Apollo Server 5 over the joins.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { context, schema } from './joins.mjs';

const server = new ApolloServer({ schema: schema(), csrfPrevention: false });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: +process.env.PORT }, context });
