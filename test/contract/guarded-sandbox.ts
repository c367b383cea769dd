import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { guardExchanges } from './guard-exchanges.ts';

/** A sandbox whose every exchange is held against GitHub's description, for the length of a test. */
export const startGuardedSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> =>
  startSandbox({ ...options, onExchange: guardExchanges(options.onExchange) });
