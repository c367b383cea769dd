import { afterEach, expect, test } from 'vitest';
import { gitHubRoutes } from '../../src/sandbox/github/routes.ts';
import { createWorld } from '../../src/sandbox/github/world.ts';
import type { Passed } from '../../src/sandbox/http/answer-request.ts';
import { loadContract } from './contract.ts';
import { talkAboutApps, talkAboutLeaving } from './conversation/apps.ts';
import { gather, type Cast } from './conversation/cast.ts';
import { talkAboutChecks } from './conversation/checks.ts';
import { talkAboutCode } from './conversation/code.ts';
import { talkAboutIssues } from './conversation/issues.ts';
import { talkAboutPeople } from './conversation/people.ts';
import { talkAboutPulls } from './conversation/pulls.ts';
import { talkAboutReleases } from './conversation/releases.ts';
import { validateExchange } from './validate-exchange.ts';

const TALKS = [
  talkAboutApps,
  talkAboutPeople,
  talkAboutCode,
  talkAboutPulls,
  talkAboutIssues,
  talkAboutChecks,
  talkAboutReleases,
  talkAboutLeaving,
];

const contract = loadContract();
let cast: Cast | undefined;

afterEach(async () => cast?.leave());

/** Says all that there is to say, once. The sandbox's guard fails the test for what was not as described. */
const converse = async (): Promise<readonly Passed[]> => {
  const passed: Passed[] = [];
  cast = await gather((exchange) => passed.push(exchange));
  for (const talk of TALKS) await talk(cast);
  return passed;
};

test('the description holds what the sandbox serves, no more and no less', () => {
  const routes = gitHubRoutes(createWorld('', () => 0));
  expect(contract.operations().toSorted(), 'trim again: test/contract/github/README.md').toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
});

test('every route succeeds as GitHub describes it, and would be caught if it did not', async () => {
  const passed = await converse();
  const succeeded = new Set(
    passed.filter(({ status }) => status < 400).map(({ method, route }) => `${method} ${route}`),
  );
  expect(contract.operations().filter((operation) => !succeeded.has(operation))).toEqual([]);
  const answered = passed.filter(({ status, body }) => status < 300 && body !== undefined);
  expect(answered.length).toBeGreaterThan(80);
  for (const exchange of answered) {
    const body = Array.isArray(exchange.body) ? [{ id: 'x' }, 7] : 'no object';
    expect(validateExchange(contract, { ...exchange, body }), `${exchange.method} ${exchange.path}`).not.toEqual([]);
  }
});
