import type { ChangeLog, CordappCode, Flow } from './code.ts';
import type { CordappFacts, Signer } from './cordapp.ts';

export const signer = (name: string): Signer => ({
  subject: `CN=${name}`,
  fingerprint: name.toUpperCase().padEnd(64, '0'),
  development: false,
});

export const flow = (name: string, rest: Partial<Flow> = {}): Flow => ({
  name,
  initiating: undefined,
  initiatedBy: undefined,
  startableBy: [],
  ...rest,
});

/** A change log; its hash, and that of each change set (`id=text`, by acme), follow from what is in it. */
export const changeLog = (name: string, ...sets: readonly string[]): ChangeLog => ({
  name: `migration/${name}`,
  sha256: `of ${sets.join(', ')}`,
  changeSets: sets.map((set) => ({ id: set.split('=')[0] ?? '', author: 'acme', sha256: `of ${set}` })),
});

export const CODE: CordappCode = {
  classes: 12,
  classVersion: 52,
  kotlin: '1.1.16',
  contracts: ['com.acme.TradeContract'],
  states: ['com.acme.Trade'],
  flows: [flow('com.acme.Issue', { initiating: 1, startableBy: ['rpc'] }), flow('com.acme.Issue$1')],
  schemas: ['com.acme.TradeSchemaV1'],
  changeLogs: [changeLog('trade-schema-v1.changelog-master.xml', '1=create')],
};

/** A CorDapp as it should be: contract and workflow, signed, for Java 8. */
export const FACTS: CordappFacts = {
  sha256: '9f2c'.repeat(16),
  size: 3434,
  manifestSeen: true,
  contract: { name: 'Trade Contract', version: 8, vendor: 'Acme', licence: 'Apache-2.0' },
  workflow: { name: 'Trade Flows', version: 13, vendor: 'Acme', licence: 'Unknown' },
  legacy: undefined,
  minimumPlatformVersion: 13,
  targetPlatformVersion: 13,
  signers: [signer('Acme')],
  code: CODE,
  problems: [],
};
