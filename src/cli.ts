#!/usr/bin/env node
import { runCli } from './cli/run.ts';

// Whoever reads may stop before the end (`| head`): then there is nobody left to tell, and the work goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    if (stream === process.stdout) process.stderr.write(`cordage: ${error.message}\n`);
  });
}

/** A second Ctrl-C ends the process at once. */
const onInterrupt = (): AbortSignal => {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  return interrupt.signal;
};

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isWatched: process.stderr.isTTY,
  now: () => performance.now(),
  rows: () => (process.stdout.isTTY ? process.stdout.rows : undefined),
  onInterrupt,
});
