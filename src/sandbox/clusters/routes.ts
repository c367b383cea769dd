import { z } from 'zod';
import { Refusal, type Route } from '../http/route.ts';
import type { Clusters } from './clusters.ts';

const Deed = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('degrade'),
    nodes: z.array(z.string()),
    message: z.string().default('made unwell by hand'),
  }),
  z.strictObject({ do: z.enum(['recover', 'stall']), nodes: z.array(z.string()) }),
  z.strictObject({ do: z.literal('pace'), syncMs: z.int().nonnegative() }),
  z.strictObject({ do: z.enum(['away', 'back', 'settleNow']) }),
]);

/**
 * `GET /sandbox/clusters/{owner}/{repo}` shows what every node runs and how it is. `POST /sandbox/clusters` with
 * `{"do": "degrade", "nodes": ["party-0001"], "message": "…"}` makes nodes unwell; `recover` and `stall` take nodes, too,
 * `pace` takes `syncMs`, and `away`, `back` and `settleNow` nothing.
 */
export const clusterRoutes = (clusters: Clusters): readonly Route[] => [
  {
    method: 'GET',
    path: '/sandbox/clusters/{owner}/{repo}',
    handle: async ({ params }) => {
      if (clusters.isAway()) throw new Refusal(503, 'The clusters cannot be reached');
      const view = await clusters.look(`${params['owner']}/${params['repo']}`);
      if (!view) throw new Refusal(404, 'Not Found');
      return { status: 200, body: view };
    },
  },
  {
    method: 'POST',
    path: '/sandbox/clusters',
    handle: ({ body }) => {
      const read = Deed.safeParse(body);
      if (!read.success) throw new Refusal(422, z.prettifyError(read.error));
      carryOut(clusters, read.data);
      return { status: 204 };
    },
  },
];

const carryOut = (clusters: Clusters, deed: z.infer<typeof Deed>): void => {
  switch (deed.do) {
    case 'degrade':
      return clusters.degrade(deed.nodes, deed.message);
    case 'recover':
    case 'stall':
      return clusters[deed.do](deed.nodes);
    case 'pace':
      clusters.syncMs = deed.syncMs;
      return;
    case 'away':
    case 'back':
    case 'settleNow':
      return clusters[deed.do]();
  }
};
