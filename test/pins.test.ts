import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Artifact } from '../src/core/config/config.ts';
import type { Change } from '../src/core/manifests/edit.ts';
import { editManifest } from '../src/core/manifests/edit.ts';
import { isManifestPath, scalarOf } from '../src/core/manifests/manifest.ts';
import { movePin } from '../src/core/manifests/move-pin.ts';
import { pinOf } from '../src/core/manifests/pin-version.ts';
import { readManifest } from '../src/core/manifests/read.ts';
import type { Problem } from '../src/core/problem.ts';

/**
 * Every folder in `fixtures/pins` is a case: `before/` and `after/`, and `case.json` with the artifact, where it goes, and
 * what must be said on the way. A file with a problem in moving or editing stays as it is.
 */
type Case = {
  readonly says: string;
  readonly artifact: Partial<Artifact>;
  readonly target: {
    readonly version: string;
    readonly digest?: string;
    readonly sha256ByJar?: Record<string, string>;
  };
  readonly pins: readonly string[];
  readonly problems?: readonly string[];
};

const ROOT = path.join(import.meta.dirname, 'fixtures/pins');

const render = ({ code, at }: Problem): string => `${at?.file}:${at?.line}:${at?.column} ${code}`;

const rollOut = (file: string, bytes: Uint8Array, { artifact: partial, target }: Case) => {
  const artifact: Artifact = {
    name: 'corda',
    kind: 'corda',
    images: [],
    tag: undefined,
    jars: [],
    releases: undefined,
    ...partial,
  };
  const goal = { ...target, sha256ByJar: new Map(Object.entries(target.sha256ByJar ?? {})) };
  const manifest = readManifest(file, bytes);
  const pins: string[] = [];
  const problems = [...manifest.problems];
  const changes: Change[] = [];
  let refused = false;
  for (const candidate of manifest.candidates) {
    const reading = pinOf(candidate, artifact);
    if (!reading) continue;
    const { line, column } = scalarOf(candidate) ?? { line: 0, column: 0 };
    if ('version' in reading) pins.push(`${file}:${line}:${column} ${candidate.format} ${reading.version}`);
    const moved = movePin(candidate, artifact, goal, file);
    if (moved.ok) changes.push(...moved.value);
    else problems.push(...moved.problems);
    refused ||= !moved.ok;
  }
  const edited = editManifest(file, bytes, refused ? [] : changes);
  if (!edited.ok && manifest.problems.length === 0) problems.push(...edited.problems);
  return { pins, problems: problems.map(render), bytes: edited.ok ? edited.value : bytes };
};

const listFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

describe('golden folders', () => {
  const names = readdirSync(ROOT).sort();

  test('there are some', () => expect(names.length).toBeGreaterThanOrEqual(25));

  test.each(names)('%s', (name) => {
    const golden = JSON.parse(readFileSync(path.join(ROOT, name, 'case.json'), 'utf8')) as Case;
    const [before, after] = [path.join(ROOT, name, 'before'), path.join(ROOT, name, 'after')];
    const files = listFiles(before);
    expect(listFiles(after)).toEqual(files);
    const pins: string[] = [];
    const problems: string[] = [];
    for (const file of files) {
      expect(isManifestPath(file)).toBe(true);
      const result = rollOut(file, readFileSync(path.join(before, file)), golden);
      pins.push(...result.pins);
      problems.push(...result.problems);
      const wanted = readFileSync(path.join(after, file));
      expect(Buffer.from(result.bytes).toString('latin1')).toBe(wanted.toString('latin1'));
    }
    expect({ pins, problems }).toEqual({ pins: golden.pins, problems: golden.problems ?? [] });
  });

  test.each(names)('%s: doing it again changes nothing', (name) => {
    const golden = JSON.parse(readFileSync(path.join(ROOT, name, 'case.json'), 'utf8')) as Case;
    const after = path.join(ROOT, name, 'after');
    for (const file of listFiles(after)) {
      const bytes = readFileSync(path.join(after, file));
      expect(Buffer.compare(rollOut(file, bytes, golden).bytes, bytes)).toBe(0);
    }
  });
});
