import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Started = {
  /** What it printed so far, last lines kept. */
  readonly output: () => string;
  /** The first line on its standard output that is a JSON object of the asked shape. */
  readonly line: (accept: (value: unknown) => boolean) => Promise<unknown>;
  /** SIGTERM, and SIGKILL when that is not heeded within ten seconds. Resolves with the exit status. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL: what a node failure does. Resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Rejects when the process ends before it was told to. */
  readonly died: Promise<never>;
};

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OUTPUT_KEPT = 20_000;
const PATIENCE_MS = 10_000;

/** Runs one of this project's programs with the same Node, in an environment that holds nothing but what is given. */
export const startProcess = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = '',
): Started => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(stdin);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_KEPT);
      for (const listener of listeners) listener();
    });
  }
  let stopping = false;
  const exit = once(child, 'close') as Promise<[number | null]>;
  const died = exit.then(([status]) => {
    if (stopping) return new Promise<never>(() => undefined);
    throw new Error(`${program} ended with status ${status}:\n${output.slice(-3000)}`);
  });
  died.catch(() => undefined);
  return {
    output: () => output,
    died,
    line: (accept) => Promise.race([died, findLine(() => output, listeners, accept)]),
    stop: async () => {
      stopping = true;
      return stop(child, exit);
    },
    kill: async () => {
      stopping = true;
      child.kill('SIGKILL');
      await exit;
    },
  };
};

const findLine = (
  output: () => string,
  listeners: Set<() => void>,
  accept: (value: unknown) => boolean,
): Promise<unknown> =>
  new Promise((resolve) => {
    const look = (): void => {
      for (const line of output().split('\n').slice(0, -1)) {
        const value = parseLine(line);
        if (value === undefined || !accept(value)) continue;
        listeners.delete(look);
        resolve(value);
        return;
      }
    };
    listeners.add(look);
    look();
  });

const parseLine = (line: string): unknown => {
  try {
    return line.startsWith('{') ? JSON.parse(line) : undefined;
  } catch {
    return undefined;
  }
};

const stop = async (child: ChildProcess, exit: Promise<[number | null]>): Promise<number | null> => {
  if (child.exitCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const [status] = await exit;
  clearTimeout(kill);
  return status;
};

/** A port nobody listens on now; the server that gets it says so in time if somebody was faster. */
export const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
