import { parse } from 'yaml';
import { z } from 'zod';
import { Refusal, type Route } from '../http/route.ts';
import type { ArgoCd } from './argocd.ts';

const nodes = z.array(z.string());
const Deed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('degrade'), nodes, message: z.string().default('made unwell by hand') }),
  z.strictObject({ do: z.literal('failHook'), nodes, message: z.string().default('the hook was told to fail') }),
  z.strictObject({
    do: z.enum(['recover', 'stall', 'remove', 'onDelete', 'generatePaths']),
    nodes,
  }),
  z.strictObject({ do: z.enum(['holdHook', 'stale']), nodes, ms: z.int().nonnegative() }),
  z.strictObject({ do: z.literal('drift'), nodes, resource: z.string().default('Service/corda') }),
  z.strictObject({ do: z.literal('autoSync'), nodes, on: z.boolean() }),
  z.strictObject({ do: z.literal('badImage'), part: z.string() }),
  z.strictObject({
    do: z.literal('failCheck'),
    part: z.string(),
    message: z.string().default('the check was told to fail'),
  }),
  z.strictObject({
    do: z.literal('configure'),
    version: z.enum(['3.5', '3.6']).default('3.5'),
    persistsHealth: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal('dropRefresh'), times: z.int().nonnegative() }),
  z.strictObject({ do: z.literal('pace'), syncMs: z.int().nonnegative() }),
  z.strictObject({ do: z.enum(['away', 'back']), context: z.string().optional() }),
  z.strictObject({ do: z.literal('orphan'), name: z.string() }),
  z.strictObject({
    do: z.literal('window'),
    kind: z.enum(['allow', 'deny']),
    schedule: z.string(),
    duration: z.string(),
    timeZone: z.string().default('UTC'),
    manualSync: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal('settleNow') }),
]);

/**
 * `POST /sandbox/argocd` with `{"do": "degrade", "nodes": ["party-0001"], "message": "…"}` makes nodes unwell; each deed is called
 * as in `argocd.ts`. `GET /sandbox/argocd/kubeconfig` is how its API server is reached.
 */
export const argoRoutes = (argocd: ArgoCd): readonly Route[] => [
  {
    method: 'GET',
    path: '/sandbox/argocd/kubeconfig',
    // As JSON, which kubeconfig files may be: it can be kept as it comes.
    handle: () => ({ status: 200, body: parse(argocd.kubeconfig()) as unknown }),
  },
  {
    method: 'POST',
    path: '/sandbox/argocd',
    handle: async ({ body }) => {
      const read = Deed.safeParse(body);
      if (!read.success) throw new Refusal(422, z.prettifyError(read.error));
      carryOut(argocd, read.data);
      await argocd.advance();
      return { status: 204 };
    },
  },
];

const carryOut = (argocd: ArgoCd, deed: z.infer<typeof Deed>): void => {
  switch (deed.do) {
    case 'degrade':
    case 'failHook':
      return argocd[deed.do](deed.nodes, deed.message);
    case 'recover':
    case 'stall':
    case 'remove':
    case 'onDelete':
    case 'generatePaths':
      return argocd[deed.do](deed.nodes);
    case 'holdHook':
    case 'stale':
      return argocd[deed.do](deed.nodes, deed.ms);
    case 'drift':
      return argocd.drift(deed.nodes, deed.resource);
    case 'autoSync':
      return argocd.autoSync(deed.nodes, deed.on);
    case 'badImage':
      return argocd.badImage(deed.part);
    case 'failCheck':
      return argocd.failCheck(deed.part, deed.message);
    case 'configure': {
      const { do: _, ...changes } = deed;
      return argocd.configure(changes);
    }
    case 'dropRefresh':
      return argocd.dropRefresh(deed.times);
    case 'pace':
      argocd.syncMs = deed.syncMs;
      return;
    case 'away':
    case 'back':
      return argocd[deed.do](deed.context);
    case 'orphan':
      return argocd.orphan(deed.name);
    case 'window': {
      const { do: _, ...window } = deed;
      return argocd.window(window);
    }
    case 'settleNow':
      return argocd.settleNow();
  }
};
