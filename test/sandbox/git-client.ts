import { spawn } from 'node:child_process';

/** Git as a client runs it: its own configuration, nothing of this machine's. */
export const runGit = async (
  cwd: string,
  args: readonly string[],
  token?: string,
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve, reject) => {
    const header = token && `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    const child = spawn('git', [...args], {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: cwd,
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        ...(header ? { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader', GIT_CONFIG_VALUE_0: header } : {}),
      },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status: status ?? 1, out: Buffer.concat(out).toString().trim(), err: Buffer.concat(err).toString() }),
    );
  });
