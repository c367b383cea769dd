import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { gitAborted, gitMirrorCorrupt, gitMissing, gitOutputTooLarge, gitTimedOut } from '../core/text/git-problems.ts';
import { gitEnvironment, redact, schemeOf, type ConfigEntry } from './environment.ts';
import { GitError, saysCorrupt, sortFailure } from './git-error.ts';
import type { Mirror } from './mirror.ts';

export type GitRun = {
  /** Command first. Shows up in the machine's process list: never a secret. */
  readonly args: readonly string[];
  /** Written to git as fast as it reads; without it git reads nothing. */
  readonly stdin?: Iterable<string | Uint8Array>;
  /** Takes output piece by piece instead of the result's `stdout`; a throw stops git. */
  readonly onOutput?: (chunk: Buffer) => void;
  readonly config?: readonly ConfigEntry[];
  readonly env?: Readonly<Record<string, string>>;
  /** Strings that must not come out of this run, in no error and no log. */
  readonly secrets?: readonly string[];
  /** Exit statuses that are answers, not failures. Default: 0. */
  readonly answers?: readonly number[];
  readonly timeoutMs?: number;
};

export type GitResult = { readonly status: number; readonly stdout: Buffer; readonly stderr: string };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** More than the tree of any repository Cordage can serve (a million files); a bound, not a target. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
const MAX_STDERR_CHARS = 64 * 1024;
/** What git gets between SIGTERM, on which it removes its lock files, and SIGKILL. */
const GRACE_MS = 2000;

/**
 * Runs one git process on a mirror and resolves with its answer. The only place that starts git: no shell, an
 * environment of our own, a process group of its own (git starts helpers, and a stop must reach them), bounded in time
 * and output. Throws GitError.
 */
export const runGit = async (mirror: Mirror, run: GitRun): Promise<GitResult> => {
  const command = run.args[0] ?? '';
  if (mirror.signal?.aborted) throw new GitError('retry', gitAborted(command), { cause: mirror.signal.reason });
  const started = performance.now();
  const child = spawn('git', run.args, {
    // Not the mirror: it may be thrown away meanwhile, and GIT_DIR says where it is.
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...gitEnvironment({ dir: mirror.dir, scheme: schemeOf(mirror.remote.url), config: run.config ?? [] }),
      ...run.env,
    },
  });
  let release: (() => void) | undefined;
  const watch = watchOver(child, mirror.signal, run.timeoutMs ?? mirror.timeouts.localMs);
  const ended = endOf(child);
  try {
    if (child.pid !== undefined) release = mirror.ownership.claimChild(child.pid);
    const reading = Promise.all([readOutput(child, run), readStderr(child)]).catch((error: unknown) => {
      watch.stop();
      throw error;
    });
    feed(child, run.stdin);
    const [exit, output] = await Promise.allSettled([ended, reading]);
    if (watch.stopped() !== undefined) throw stopError(watch.stopped(), command, run, mirror);
    if (exit.status === 'rejected') throw exit.reason;
    if (output.status === 'rejected') throw output.reason;
    const [stdout, rawStderr] = output.value;
    const stderr = redact(rawStderr, run.secrets ?? []);
    mirror.log({ event: 'git-ran', command, status: exit.value, ms: Math.round(performance.now() - started) });
    if (!(run.answers ?? [0]).includes(exit.value)) throw sortFailure(command, stderr);
    if (saysCorrupt(stderr)) throw new GitError('retry', gitMirrorCorrupt(command, stderr.split('\n')[0] ?? ''));
    return { status: exit.value, stdout, stderr };
  } catch (error) {
    // Whatever went wrong on our side, git does not go on without us.
    if (child.exitCode === null && child.signalCode === null) killGroup(child, 'SIGKILL');
    throw error;
  } finally {
    watch.end();
    release?.();
  }
};

/** Resolves with the exit status once all output is read; a death by signal counts as 128, git's own "fatal". */
const endOf = (child: Child): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new GitError('stop', gitMissing(), { cause: error }) : error),
    );
    child.once('close', (status) => resolve(status ?? 128));
  });

type Reason = 'aborted' | 'timeout' | 'failed';

/** Stops the child's whole group on abort, at the deadline, or when reading its output failed. */
const watchOver = (child: Child, signal: AbortSignal | undefined, timeoutMs: number) => {
  let reason: Reason | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const stopFor = (why: Reason): void => {
    reason ??= why;
    killGroup(child, 'SIGTERM');
    killTimer ??= setTimeout(killGroup, GRACE_MS, child, 'SIGKILL');
  };
  const onAbort = (): void => stopFor('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  const deadline = setTimeout(stopFor, timeoutMs, 'timeout');
  return {
    stop: (): void => stopFor('failed'),
    stopped: (): Reason | undefined => (reason === 'failed' ? undefined : reason),
    end: (): void => {
      clearTimeout(deadline);
      clearTimeout(killTimer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
};

const killGroup = (child: Child, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group has ended meanwhile, which is what we want.
  }
};

const stopError = (reason: Reason | undefined, command: string, run: GitRun, mirror: Mirror): GitError =>
  reason === 'aborted'
    ? new GitError('retry', gitAborted(command), { cause: mirror.signal?.reason })
    : new GitError('retry', gitTimedOut(command, (run.timeoutMs ?? mirror.timeouts.localMs) / 1000));

const readOutput = async (child: Child, run: GitRun): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let total = 0;
  const keep = (chunk: Buffer): void => {
    total += chunk.length;
    if (total > MAX_OUTPUT_BYTES) throw new GitError('stop', gitOutputTooLarge(run.args[0] ?? '', MAX_OUTPUT_BYTES));
    chunks.push(chunk);
  };
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) (run.onOutput ?? keep)(chunk);
  return Buffer.concat(chunks);
};

/** The head of what git says: the cause comes first. The rest is read and dropped, so that git never blocks on it. */
const readStderr = async (child: Child): Promise<string> => {
  let text = '';
  child.stderr.setEncoding('utf8');
  for await (const chunk of child.stderr as AsyncIterable<string>) {
    if (text.length < MAX_STDERR_CHARS) text += chunk;
  }
  return text.slice(0, MAX_STDERR_CHARS);
};

const feed = (child: Child, stdin: Iterable<string | Uint8Array> | undefined): void => {
  // EPIPE: git ended before it read all. Its exit status and stderr say why.
  child.stdin.on('error', () => undefined);
  if (stdin === undefined) child.stdin.end();
  else Readable.from(stdin, { objectMode: true }).pipe(child.stdin);
};
