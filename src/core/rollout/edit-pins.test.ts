import { expect, test } from 'vitest';
import { givenNetwork, overlay, type Files } from '../network/network.test-data.ts';
import { editPins } from './edit-pins.ts';

const digested = (version: string): string => `${overlay(version)}    digest: sha256:${'0'.repeat(64)}\n`;

const edit = (files: Files, read: (path: string) => string | undefined) => {
  const network = givenNetwork(files);
  const trade = network.artifacts.find(({ name }) => name === 'trade');
  if (!trade) throw new Error('no artifact');
  const { files: edited, problems } = editPins(network.pins, trade, { version: '1.4.0' }, (path) => {
    const text = read(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });
  return {
    files: edited.map(({ path, bytes }) => `${path}: ${/newTag: (.*)/.exec(new TextDecoder().decode(bytes))?.[1]}`),
    problems: problems.map(({ code, at }) => `${at?.file}:${at?.line} ${code}`),
  };
};

const FILES = {
  'nodes/b/kustomization.yaml': overlay('1.3.2'),
  'nodes/a/kustomization.yaml': overlay('1.3.1'),
  'nodes/c/kustomization.yaml': overlay('1.4.0'),
};

test('moves each file that has to move, in the order of paths', () => {
  expect(edit(FILES, (path) => FILES[path as keyof typeof FILES])).toEqual({
    files: ['nodes/a/kustomization.yaml: "1.4.0"', 'nodes/b/kustomization.yaml: "1.4.0"'],
    problems: [],
  });
});

test('leaves a file out whole when one of its pins cannot move', () => {
  const text = `${overlay('1.3.2')}---${digested('1.3.2')}`;
  expect(edit({ 'nodes/a/kustomization.yaml': text }, () => text)).toEqual({
    files: [],
    problems: ['nodes/a/kustomization.yaml:9 move-digest-unknown'],
  });
});

test('a file that is not what it was is told, and one that is gone likewise', () => {
  const outdated = { files: [], problems: ['nodes/a/kustomization.yaml:4 edit-outdated'] };
  const files = { 'nodes/a/kustomization.yaml': overlay('1.3.2') };
  expect(edit(files, () => overlay('1.3.2', '# moved down'))).toEqual(outdated);
  expect(edit(files, () => undefined)).toEqual(outdated);
});
