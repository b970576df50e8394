// Mercurius with its JIT compiler over the joins.
import fastify from 'fastify';
import mercurius from 'mercurius';
import { context, schema } from './joins.mjs';

const app = fastify();
app.register(mercurius, { schema: schema(), context, jit: 1 });
await app.listen({ host: '127.0.0.1', port: +process.env.PORT });
