import { expect, test } from 'vitest';

import type { Artifact } from '../config/config.ts';
import { editManifest } from './edit.ts';
import { movePin } from './move-pin.ts';
import { readManifest } from './read.ts';

const ARTIFACT: Artifact = {
  name: 'corda',
  kind: 'corda',
  images: ['registry.example.com/corda/corda-enterprise'],
  tag: undefined,
  jars: [],
  releases: undefined,
};

const node = (index: number): string =>
  [
    `  party-${index}: # node ${index}`,
    '    image:',
    '      repository: registry.example.com/corda/corda-enterprise',
    '      tag: 4.12.5-zulu-openjdk-alpine',
    `    legalName: "O=Party ${index}, L=London, C=GB"`,
    '',
  ].join('\n');

test('a file of 5 MB with every node of a large network is read and edited', { timeout: 120_000 }, () => {
  const count = 28_000;
  const text = `nodes:\n${Array.from({ length: count }, (_, index) => node(index)).join('')}`;
  const bytes = new TextEncoder().encode(text);
  expect(bytes.length).toBeGreaterThan(5_000_000);
  const { candidates, problems } = readManifest('values.yaml', bytes);
  expect(problems).toEqual([]);
  expect(candidates).toHaveLength(count);
  const changes = candidates.flatMap((candidate) => {
    const moved = movePin(candidate, ARTIFACT, { version: '4.12.9' }, 'values.yaml');
    return moved.ok ? moved.value : [];
  });
  const edited = editManifest('values.yaml', bytes, changes);
  const after = edited.ok ? new TextDecoder().decode(edited.value) : '';
  expect(after === text.replaceAll('4.12.5', '4.12.9')).toBe(true);
});
