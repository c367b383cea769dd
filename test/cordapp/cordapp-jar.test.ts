import { expect, test } from 'vitest';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';

test('a made JAR says what it was made of', async () => {
  const manifest = {
    'Cordapp-Workflow-Name': `Abwicklung über ${'Straßen '.repeat(30)}`.trim(),
    'Cordapp-Workflow-Version': '13',
    'Min-Platform-Version': '4',
  };
  const bytes = makeCordappJar({ manifest, files: { 'com/acme/a.bin': new Uint8Array([1, 2]), 'a.txt': 'ü' } });
  expect(await inspectCordapp({ bytes })).toMatchObject({
    manifestSeen: true,
    workflow: { name: manifest['Cordapp-Workflow-Name'], version: 13 },
    minimumPlatformVersion: 4,
    problems: [{ code: 'jar-unsigned' }],
  });
  expect(makeCordappJar({ manifest })).toEqual(makeCordappJar({ manifest }));
});

test('an old-style CorDapp without a name is named by its file', async () => {
  const bytes = makeCordappJar({ manifest: { 'Implementation-Version': '0.9' } });
  const { legacy } = await inspectCordapp({ bytes }, { fileName: 'trade-0.9.jar' });
  expect(legacy).toEqual({ name: 'trade-0.9', version: '0.9', vendor: 'Unknown' });
});
