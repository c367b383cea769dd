import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCli } from '../../src/cli/run.ts';

export const REFERENCE = fileURLToPath(new URL('../../manifests/network', import.meta.url));

export type Call = { readonly status: number; readonly out: string; readonly err: string };

/** A command line in this process, on a clock that stands still. */
export const call = async (...argv: readonly string[]): Promise<Call> => {
  const said = { out: '', err: '' };
  const status = await runCli(argv, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    isWatched: false,
    now: () => 0,
  });
  return { status, ...said };
};

/** As `call` with `--json`, where nothing may come on stderr. */
export const callJson = async (
  ...argv: readonly string[]
): Promise<{ readonly status: number; readonly json: Readonly<Record<string, unknown>> }> => {
  const { status, out, err } = await call(...argv, '--json');
  if (err !== '') throw new Error(`stderr is not empty: ${err}`);
  return { status, json: JSON.parse(out) as Readonly<Record<string, unknown>> };
};

export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'cordage-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A folder with these files, gone after the test. */
export const givenFolder = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
  const folder = await makeFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
};

/** A copy of the reference network: a notary and party-0001 (canary), 0002 (early), 0003 and 0004 (all; 0004 on trade 1.3.1). */
export const givenReference = async (): Promise<string> => {
  const folder = await makeFolder();
  await cp(REFERENCE, folder, { recursive: true });
  return folder;
};

/** A small `cordage.yaml` with corda by image, trade by image and JAR, and the rings canary (a, b) and all. */
export const CONFIG = `network: small
artifacts:
  corda: {kind: corda, image: r.example/corda}
  trade: {kind: cordapp, image: r.example/trade, jar: "https://jars.example/{version}/trade-{version}.jar"}
nodes: nodes/*/kustomization.yaml
rings:
  - {name: canary, nodes: {names: [a, b]}, soak: 30m}
  - {name: all, soak: 1d, batch: 1}
`;

/** A kustomization with these pins, written as `image: tag`. */
export const overlay = (images: Readonly<Record<string, string>>): string =>
  [
    'images:',
    ...Object.entries(images).flatMap(([name, tag]) => [`  - name: r.example/${name}`, `    newTag: "${tag}"`]),
    '',
  ].join('\n');
