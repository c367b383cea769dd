import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/core/config/parse.ts';
import { createMemory } from '../../src/reconcile/memory.ts';
import { observeParameters, type ObservedParameters } from '../../src/reconcile/observe-parameters.ts';
import { serve } from '../github/serve.ts';

const START = Date.UTC(2026, 10, 22, 14, 0);
const MINUTE = 60_000;
const DAY = 86_400_000;

const policyOf = (parameters: string) => {
  const text = `network: test
artifacts: {a: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all}]
networkParameters: {${parameters}}
`;
  const { config } = parseConfig('cordage.yaml', new TextEncoder().encode(text));
  if (!config) throw new Error('not a configuration');
  return config.policy;
};

type Answer = (response: ServerResponse) => void;
const DOWN: Answer = (response) => void response.writeHead(503).end();
const tell =
  (body: object): Answer =>
  (response) =>
    response.end(JSON.stringify(body));
const UP = tell({ minimumPlatformVersion: 12, eventHorizon: 'P30D', recoveryMaximumBackupInterval: 'P10D' });

/** A Network Map whose answers can be changed, and one memory that looks at it at times after the start. */
const setUp = async (first: Answer, origins?: readonly string[], memory = createMemory()) => {
  let answer = first;
  const map = await serve((_request, response) => answer(response));
  const look = (minutes: number, more = ''): Promise<ObservedParameters> =>
    observeParameters(
      {
        memory,
        now: START + minutes * MINUTE,
        stop: new AbortController().signal,
        settings: { networkMaps: origins ?? [map.url] },
      },
      { policy: policyOf(`networkMap: "${map.url}"${more}`) },
    );
  return { map, memory, look, become: (next: Answer) => (answer = next) };
};

const sentences = ({ problems }: ObservedParameters, url: string): readonly string[] =>
  problems.map(({ severity, message, remedy }) => `${severity}: ${message}; ${remedy}`.replaceAll(url, 'MAP'));

it('asks nobody where no Network Map is named, or all is declared', async () => {
  const { map, look } = await setUp(UP);
  const all = ', minimumPlatformVersion: 4, eventHorizon: 20d, recoveryMaximumBackupInterval: 5d';
  const { parameters, problems } = await look(0, all);
  expect(parameters).toMatchObject({ minimumPlatformVersion: 4, eventHorizon: 20 * DAY });
  expect([problems, map.requests]).toEqual([[], []]);
});

it('fills in what is not declared, and what is declared wins', async () => {
  const { map, look } = await setUp(UP);
  const seen = await look(0, ', minimumPlatformVersion: 140, packageOwnership: {}');
  expect(seen).toEqual({
    parameters: {
      minimumPlatformVersion: 140,
      eventHorizon: 30 * DAY,
      recoveryMaximumBackupInterval: 10 * DAY,
      packageOwnership: new Map(),
      update: undefined,
      networkMap: map.url,
    },
    problems: [],
  });
});

it('asks every 5 minutes, and at once where another Network Map is named', async () => {
  const { map, memory, look } = await setUp(UP);
  for (const minutes of [0, 1, 4.9, 5, 9.9, 10]) await look(minutes);
  expect(map.requests).toHaveLength(3);
  const other = await setUp(DOWN, undefined, memory);
  expect((await other.look(11)).parameters.minimumPlatformVersion).toBeUndefined();
  expect(other.map.requests).toHaveLength(1);
});

it('asks again when the clock was set back', async () => {
  const { map, look } = await setUp(UP);
  await look(0);
  await look(-60);
  expect(map.requests).toHaveLength(2);
});

it('keeps an answer for an hour, then knows nothing, and tells both', async () => {
  const { map, look, become } = await setUp(UP);
  await look(0);
  become(DOWN);
  const kept = await look(6);
  expect(kept.parameters.minimumPlatformVersion).toBe(12);
  expect(sentences(kept, map.url)).toMatchInlineSnapshot(`
    [
      "warning: the Network Map at "MAP" answers with status 503 since 2026-11-22 14:06 UTC; what it said last counts until 2026-11-22 15:00 UTC; correct "networkMap" in cordage.yaml, or declare minimumPlatformVersion, eventHorizon and recoveryMaximumBackupInterval under "networkParameters" in cordage.yaml; it is asked again every 5 minutes",
    ]
  `);
  // The text does not change while nothing does.
  expect(await look(59)).toEqual(kept);
  const lost = await look(60);
  expect(lost.parameters).toMatchObject({ minimumPlatformVersion: undefined, eventHorizon: undefined });
  expect(sentences(lost, map.url)).toMatchInlineSnapshot(`
    [
      "warning: the Network Map at "MAP" answers with status 503 since 2026-11-22 14:06 UTC; minimumPlatformVersion, eventHorizon and recoveryMaximumBackupInterval are unknown; correct "networkMap" in cordage.yaml, or declare minimumPlatformVersion, eventHorizon and recoveryMaximumBackupInterval under "networkParameters" in cordage.yaml; it is asked again every 5 minutes",
    ]
  `);
  become(UP);
  expect(await look(66)).toMatchObject({ parameters: { minimumPlatformVersion: 12 }, problems: [] });
});

it('tells since when it is at fault in the same way', async () => {
  const { look, become } = await setUp(DOWN);
  const since = async (minutes: number) =>
    (await look(minutes)).problems.map(({ message }) => /since \S+ (\S+)/.exec(message)?.[1]);
  expect(await since(0)).toEqual(['14:00']);
  expect(await since(5)).toEqual(['14:00']);
  become((response) => response.end('[]'));
  expect(await since(10)).toEqual(['14:10']);
});

it('names the setting for an address that it may not ask', async () => {
  const { map, look } = await setUp(UP, ['https://netmap.example.com']);
  expect(sentences(await look(0, ', eventHorizon: 30d'), map.url)).toMatchInlineSnapshot(`
    [
      "warning: the Network Map at "MAP" is not asked, for MAP is not among the origins that this server may ask; minimumPlatformVersion and recoveryMaximumBackupInterval are unknown; if this origin is right, add it to CORDAGE_NETWORK_MAPS in the server's environment; else declare minimumPlatformVersion and recoveryMaximumBackupInterval under "networkParameters" in cordage.yaml",
    ]
  `);
  expect(map.requests).toEqual([]);
});

it('tells what it does not understand, and takes the rest', async () => {
  const { map, look } = await setUp(tell({ minimumPlatformVersion: 'twelve', eventHorizon: 'P30D' }));
  const seen = await look(0);
  expect(seen.parameters).toMatchObject({ minimumPlatformVersion: undefined, eventHorizon: 30 * DAY });
  expect(sentences(seen, map.url)).toMatchInlineSnapshot(`
    [
      "warning: the Network Map at "MAP" answers, and does not say minimumPlatformVersion in a form that Cordage understands; declare minimumPlatformVersion under "networkParameters" in cordage.yaml",
    ]
  `);
  expect((await look(1, ', minimumPlatformVersion: 12')).problems).toEqual([]);
});
