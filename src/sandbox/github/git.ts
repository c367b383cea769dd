import { spawn } from 'node:child_process';
import { keepLasting } from './git-lasting.ts';

/** No configuration of the machine or its user reaches the sandbox's git. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

export type GitOptions = {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

export type GitResult = { readonly status: number; readonly stdout: Buffer; readonly stderr: string };

const runGit = async (dir: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', [`--git-dir=${dir}`, ...args], {
      cwd: options.cwd ?? dir,
      env: { ...GIT_ENVIRONMENT, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // A command that ends without reading its input is judged by its exit status alone.
    child.stdin.on('error', () => undefined);
    child.on('close', (status) =>
      resolve({ status: status ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
    child.stdin.end(options.input);
  });

/** Runs one git command in a bare repository and waits for its end, whatever its exit status. */
export const tryGit = keepLasting(runGit);

/** @throws Error with git's own words when the command fails */
export const git = async (dir: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> => {
  const { status, stdout, stderr } = await tryGit(dir, args, options);
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}: ${stderr.trim()}`);
  return stdout;
};

/** The standard output as one trimmed text. */
export const gitText = async (dir: string, args: readonly string[], options: GitOptions = {}): Promise<string> =>
  (await git(dir, args, options)).toString().trim();
