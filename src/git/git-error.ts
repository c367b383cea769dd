import type { Problem } from '../core/problem.ts';
import {
  gitDiskFull,
  gitFailed,
  gitMirrorCorrupt,
  gitMoved,
  gitNotFound,
  gitObjectMissing,
  gitRefMissing,
  gitRefused,
  gitUnreachable,
} from '../core/text/git-problems.ts';

/** Who acts: nobody (it passes by itself), somebody (it stays until something changes), whoever grants rights. */
export type GitErrorKind = 'retry' | 'stop' | 'auth';

/** Any failure of git. Its message and its problem are free of credentials. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly kind: GitErrorKind;
  readonly problem: Problem;

  constructor(kind: GitErrorKind, problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.kind = kind;
    this.problem = problem;
  }
}

/** True when the cached mirror itself is damaged, so that throwing it away helps. */
export const isCorrupt = (error: unknown): boolean =>
  error instanceof GitError && error.problem.code === 'git-mirror-corrupt';

type Rule = {
  readonly pattern: RegExp;
  readonly kind: GitErrorKind;
  readonly tell: (command: string, words: string) => Problem;
};

/**
 * What git says of damage in the mirror. Never what it also says when asked for an object it was not given (that is
 * `git-object-missing`): a foreign commit id must not cost us the mirror.
 */
const CORRUPT_PHRASES = [
  'is corrupt$',
  'corrupt loose object',
  'object file .* is empty',
  'header for .* too long',
  'unable to (?:unpack|parse|read (?:tree|sha1))',
  "Can't load tree",
  'Could not read [0-9a-f]{40}',
  'packfile .* (?:does not match index|cannot be accessed|is far too short|is not)',
  'index file .* (?:is too small|has)',
  'missing object .* for refs/',
  'bad object refs/',
  '(?:broken|bad|dangling) ref(?:erence)? refs/',
  'un(?:expected|terminated) line in .*packed-refs',
  'bad (?:\\w+ )*config',
  'not a git repository: ',
  'did not send all necessary objects',
] as const;
const CORRUPT = new RegExp(`^(?:error|fatal|warning): .*(?:${CORRUPT_PHRASES.join('|')})`, 'm');

/** Order matters: git says the cause first and then several consequences ("early EOF", "hung up"). */
const RULES: readonly Rule[] = [
  { pattern: /No space left on device|Disk quota exceeded/, kind: 'retry', tell: gitDiskFull },
  {
    pattern:
      /Authentication failed|could not read (?:Username|Password)|Invalid username or password|Bad credentials|returned error: 40[13]|Permission to .* denied|Write access to repository not granted/,
    kind: 'auth',
    tell: gitRefused,
  },
  { pattern: /unable to update url base from redirection|returned error: 30\d/, kind: 'stop', tell: gitMoved },
  {
    pattern:
      /Repository not found|repository '.*' (?:not found|does not exist)|returned error: 404|does not appear to be a git repository/,
    kind: 'stop',
    tell: gitNotFound,
  },
  { pattern: /couldn't find remote ref/, kind: 'retry', tell: gitRefMissing },
  {
    pattern: /bad object [0-9a-f]{40}|Not a valid (?:object name|commit)|is not a valid object|not a tree object/,
    kind: 'retry',
    tell: gitObjectMissing,
  },
  {
    pattern:
      /returned error: (?:408|429|5\d\d)|Could not resolve|Failed to connect|Couldn't connect|Connection (?:refused|reset|timed out|was reset)|Empty reply|RPC failed|early EOF|hung up|unexpected disconnect|Operation too slow|transfer closed|[Tt]imed? ?out|SSL_read|GnuTLS recv|HTTP\/2 stream|expected flush after ref listing|protocol error|info\/refs not valid|invalid index-pack output|unable to access/,
    kind: 'retry',
    tell: gitUnreachable,
  },
];

/** The line that says most: the first `fatal:`, else the first `error:`, else the last line. */
const tellingLine = (stderr: string): string => {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const remote = lines.find((line) => /^remote: (?:error|fatal)/i.test(line));
  const line =
    remote ?? lines.find((l) => l.startsWith('fatal:')) ?? lines.find((l) => l.startsWith('error:')) ?? lines.at(-1);
  return (line ?? '')
    .replace(/^(?:fatal|error): /, '')
    .trim()
    .slice(0, 300);
};

/** Whether git complained of damage in the mirror, whatever its exit status: some commands answer "missing" and go on. */
export const saysCorrupt = (stderr: string): boolean => CORRUPT.test(stderr.replaceAll(/^remote: .*$/gm, ''));

/** Sorts a failed run by its stderr (already redacted): who must act, and what to tell. The only place that decides it. */
export const sortFailure = (command: string, stderr: string): GitError => {
  const words = tellingLine(stderr);
  // Damage first: a push of damaged objects also says that the remote hung up.
  if (saysCorrupt(stderr)) return new GitError('retry', gitMirrorCorrupt(command, words));
  const rule = RULES.find(({ pattern }) => pattern.test(stderr));
  if (rule !== undefined) return new GitError(rule.kind, rule.tell(command, words));
  return new GitError('stop', gitFailed(command, words));
};
