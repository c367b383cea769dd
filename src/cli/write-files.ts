import { accessSync, chmodSync, chownSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/problem.ts';
import type { EditedFile } from '../core/rollout/edit-pins.ts';
import * as say from '../core/text/cli-problems.ts';
import { faultOf } from './fault.ts';
import { readOrdinaryFile } from './read-file.ts';

/** Signals that wait until the files are whole. */
const HELD = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const partOf = (path: string): string => `${path}.cordage-part`;

/**
 * Writes all files or none: each is prepared beside its place, with its mode and owner, then all are renamed. When one
 * cannot be prepared none is touched; when a rename fails, those before it are taken back. Links are never written through,
 * nor is a file that changed since it was read. Only a process killed with SIGKILL between two renames leaves some done.
 * @param rename of one file onto another
 * @returns why nothing was written; nothing when all is
 */
export const writeFiles = (
  root: string,
  files: readonly EditedFile[],
  rename: (from: string, to: string) => void = renameSync,
): readonly Problem[] => {
  const parts: string[] = [];
  const wait = (): void => undefined;
  for (const signal of HELD) process.on(signal, wait);
  try {
    for (const file of files) {
      const problem = attempt(file.path, () => preparePart(root, file, parts));
      if (problem) return [problem];
    }
    for (const [index, { path }] of files.entries()) {
      const problem = attempt(path, () => rename(partOf(join(root, path)), join(root, path)));
      if (problem) return [problem, ...takeBack(root, files.slice(0, index), parts)];
    }
    return [];
  } finally {
    for (const part of parts) rmSync(part, { force: true });
    for (const signal of HELD) process.off(signal, wait);
  }
};

const attempt = (path: string, act: () => Problem | undefined | void): Problem | undefined => {
  try {
    return act() ?? undefined;
  } catch (error) {
    return say.fileUnwritable(path, faultOf(error));
  }
};

const preparePart = (root: string, { path, before, bytes }: EditedFile, parts: string[]): Problem | undefined => {
  const full = join(root, path);
  const now = readOrdinaryFile(full);
  if (!now || Buffer.compare(now.bytes, before) !== 0) return say.fileChanged(path);
  accessSync(full, constants.W_OK);
  const part = partOf(full);
  rmSync(part, { force: true });
  parts.push(part);
  const { mode, uid, gid } = now.stats;
  writeFileSync(part, bytes, { flag: 'wx', mode: 0o600 });
  if (uid !== process.getuid?.() || gid !== process.getgid?.()) chownSync(part, uid, gid);
  chmodSync(part, mode & 0o7777);
  return undefined;
};

const takeBack = (root: string, files: readonly EditedFile[], parts: string[]): readonly Problem[] =>
  files.flatMap(({ path, before, bytes }) => {
    try {
      const problem = preparePart(root, { path, before: bytes, bytes: before }, parts);
      if (!problem) renameSync(partOf(join(root, path)), join(root, path));
      return problem ?? [];
    } catch (error) {
      return say.fileNotRestored(path, faultOf(error));
    }
  });
