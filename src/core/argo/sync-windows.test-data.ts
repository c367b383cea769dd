import type { ArgoApplication, SyncWindow } from './application.ts';

/** A window over everything, every day from midnight for an hour, but for what is said. */
export const aWindow = (changes: Partial<SyncWindow> = {}): SyncWindow => ({
  kind: 'deny',
  schedule: '0 0 * * *',
  duration: '1h',
  timeZone: '',
  applications: ['*'],
  namespaces: [],
  clusters: [],
  manualSync: false,
  andOperator: false,
  ...changes,
});

export const TRADE: Pick<ArgoApplication, 'name' | 'destination'> = {
  name: 'trade-party-0001',
  destination: { cluster: 'https://10.0.0.1:6443', namespace: 'party-0001' },
};
