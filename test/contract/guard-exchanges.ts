import { expect, onTestFinished } from 'vitest';
import type { Passed } from '../../src/sandbox/http/answer-request.ts';
import { loadContract } from './contract.ts';
import { validateExchange } from './validate-exchange.ts';

/** Read once a test file: compiled checks are kept in it. */
const contract = loadContract();

/**
 * An `onExchange` for the sandbox that fails the test in which anything went over the wire that GitHub's description
 * does not allow, in which a route was asked for that there is not, or in which a handler broke. Called in a test or in
 * `beforeEach`.
 */
export const guardExchanges = (next: (passed: Passed) => void = () => undefined): ((passed: Passed) => void) => {
  const wrong = new Set<string>();
  onTestFinished(() => expect([...wrong], 'exchanges that GitHub’s description does not allow').toEqual([]));
  return (passed) => {
    for (const what of validateExchange(contract, passed)) wrong.add(what);
    next(passed);
  };
};
