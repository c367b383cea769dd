import type { Drift, DriftFinding } from '../drift/drift.ts';

const at = (minutes: number): number => Date.UTC(2026, 10, 22, 14, minutes);
export const WRITTEN = at(30);

export const place = (name: string, namespace = 'argocd', instance = 'tokyo') => ({ instance, namespace, name });

/** Something of every kind, told of nodes with these names and in this text from outside. */
export const everyKind = (text: string, a = 'party-1', b = 'party-2'): readonly DriftFinding[] => [
  { kind: 'unwell', node: a, since: at(2), message: `Degraded: pod ${a}-0: ${text}` },
  { kind: 'unwell', node: b, since: at(1), message: `Degraded: pod ${b}-0: ${text}` },
  { kind: 'unwell', node: 'party-3', since: at(3), message: 'Missing' },
  { kind: 'hand-edit', node: a, since: at(9), resources: [] },
  { kind: 'out-of-sync', node: a, since: at(4), resources: [`Deployment/${a}`, text] },
  { kind: 'out-of-sync', node: b, since: at(5), resources: [`Deployment/${b}`, text] },
  { kind: 'off-version', node: a, ring: 'canary', artifact: 'trade', version: '1.3.0', ringVersion: '1.4.0' },
  { kind: 'off-version', node: a, ring: 'canary', artifact: 'corda', version: '4.11', ringVersion: '4.12' },
  { kind: 'duplicate', node: b, applications: [place(b), place(text, b)] },
  { kind: 'no-application', node: 'party-4' },
  { kind: 'no-node', application: place(text) },
  { kind: 'no-ring', node: 'party-5' },
];

export const NODES = ['party-1', 'party-2', 'party-3', 'party-4', 'party-5'];

export const everything = (text: string): Drift => ({
  findings: everyKind(text),
  away: [
    { instance: 'osaka', heardAt: at(0) },
    { instance: text, heardAt: undefined },
  ],
  undecided: 1,
});
