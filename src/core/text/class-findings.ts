import type { Finding } from '../cordapp/change.ts';
import type { Flow } from '../cordapp/code.ts';
import { plural } from './count.ts';
import { block, info, listed, SOURCES, warn } from './finding.ts';
import { printable } from './printable.ts';

/** Sentences about contracts, states and flows that came, went or changed from one JAR to another. */

export const contractsRemoved = (names: readonly string[]): Finding =>
  block(
    'contracts-removed',
    `${plural(names.length, 'contract')} of the old JAR ${names.length === 1 ? 'is' : 'are'} not in the new one: ${listed(names)}; states that name a contract cannot be spent without it`,
    SOURCES.constraints,
    'keep the classes, or bring the JAR that has them now in the same change, signed by the same keys',
  );

export const contractsAdded = (names: readonly string[]): Finding =>
  info(
    'contracts-added',
    `${plural(names.length, 'contract')} more: ${listed(names)}`,
    SOURCES.loader,
    'see that no other JAR on the nodes has a contract of that name; a node refuses to start with two',
  );

export const statesRemoved = (names: readonly string[]): Finding =>
  warn(
    'states-removed',
    `${plural(names.length, 'state class', 'state classes')} of the old JAR ${names.length === 1 ? 'is' : 'are'} not in the new one: ${listed(names)}; nodes may still hold such states`,
    SOURCES.upgrading,
    'keep the classes until no node holds a state of theirs, or bring the JAR that has them now in the same change',
  );

export const statesAdded = (names: readonly string[]): Finding =>
  info(
    'states-added',
    `${plural(names.length, 'state class', 'state classes')} more: ${listed(names)}`,
    SOURCES.upgrading,
    'bring the new JAR to every participant before flows make such states',
  );

export const flowsRemoved = (names: readonly string[]): Finding =>
  warn(
    'flows-removed',
    `${plural(names.length, 'flow')} that a person, a service or a peer could start ${names.length === 1 ? 'is' : 'are'} not in the new JAR: ${listed(names)}; whoever still starts one gets an error`,
    SOURCES.upgrading,
    'keep them until RPC clients, schedules and peers no longer start them',
  );

export const flowsAdded = (names: readonly string[]): Finding =>
  info('flows-added', `${plural(names.length, 'flow')} more: ${listed(names)}`, SOURCES.upgrading, 'nothing to do');

type Versioned = { readonly name: string; readonly from: number; readonly to: number };

const versions = (flows: readonly Versioned[]): string =>
  listed(flows.map(({ name, from, to }) => `${name} ${from} → ${to}`));

export const flowVersionsRaised = (flows: readonly Versioned[]): Finding =>
  warn(
    'flow-versions-higher',
    `the version of ${plural(flows.length, 'initiating flow')} goes up: ${versions(flows)}; the author says that it speaks another protocol, and peers on the old JAR may hang or fail in it`,
    SOURCES.flows,
    'see that the new flow still serves the old version while peers lag behind; from 4.11 to 4.12 flow versions must stay the same',
  );

export const flowVersionsLowered = (flows: readonly Versioned[]): Finding =>
  warn(
    'flow-versions-lower',
    `the version of ${plural(flows.length, 'initiating flow')} goes down: ${versions(flows)}; peers on the old JAR speak a protocol that the new one may not know`,
    SOURCES.flows,
    'release it with the version as it was, or higher',
  );

export const respondersChanged = (flows: readonly Flow[]): Finding =>
  warn(
    'flows-answer-others',
    `${plural(flows.length, 'flow')} no longer ${flows.length === 1 ? 'answers' : 'answer'} the flow that peers start: ${listed(flows.map(({ name, initiatedBy }) => `${printable(name)} (was for ${initiatedBy ?? 'none'})`))}`,
    SOURCES.flows,
    'see that some flow of the new JAR still answers what peers on the old one start',
  );
