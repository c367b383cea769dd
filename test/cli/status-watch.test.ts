import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InstanceView } from '../../src/core/argo/application.ts';
import type { Terminal } from '../../src/cli/command.ts';
import { overlay } from './call.ts';
import { commit, givenCheckout, live, MINUTE, NOW, osaka, status, tokyo } from './status-world.ts';

/** Clusters that show one thing after the other; the last look asks for the end. */
const showing = (first: readonly InstanceView[], ...others: readonly (() => readonly InstanceView[])[]) => {
  const interrupt = new AbortController();
  const rest = [...others];
  let views = first;
  let change: () => void = () => undefined;
  let looks = 0;
  const look = (): readonly InstanceView[] => {
    looks += 1;
    const shown = views;
    const next = rest.shift();
    if (next === undefined) interrupt.abort();
    else views = next();
    change();
    return shown;
  };
  return {
    look,
    looks: () => looks,
    more: (terminal: Partial<Terminal> = {}) => ({
      terminal: { onInterrupt: () => interrupt.signal, ...terminal },
      onStart: (changed: () => void) => void (change = changed),
    }),
  };
};

const steps = async () => {
  const { folder, second } = await givenCheckout();
  const of = (name: string) =>
    live(name, second, { images: ['r.example/corda:4.12', `r.example/trade:${name < 'c' ? '1.4.0' : '1.3.2'}`] });
  const well = [tokyo(['a', 'b', 'c', 'd'].map(of)), osaka()];
  const ill = [tokyo([{ ...of('a'), health: 'Degraded' }, ...['b', 'c', 'd'].map(of)]), osaka()];
  const reading = [tokyo([], { state: 'reading', heardAt: undefined }), osaka()];
  const heardAgain = [tokyo(['a', 'b', 'c', 'd'].map(of), { heardAt: NOW - 1000 }), osaka()];
  return { folder, well, ill, reading, heardAgain };
};

test('without a screen each change is a line of JSON, and that time goes by is none', async () => {
  const { folder, well, ill, reading, heardAgain } = await steps();
  const shown = showing(
    reading,
    () => well,
    () => heardAgain,
    () => ill,
    () => well,
  );
  const { status: exit, out, isTold } = await status([folder, '--watch', '--json'], shown.look, shown.more());
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { rows: { seen: { unwell: number } }[] });
  expect(lines.map(({ rows }) => rows.map(({ seen }) => seen.unwell))).toEqual([
    [0, 0, 0, 0],
    [1, 0, 1, 0],
    [0, 0, 0, 0],
  ]);
  expect({ exit, isTold, looks: shown.looks() }).toEqual({ exit: 0, isTold: true, looks: 5 });
});

test('without a screen each change is a block', async () => {
  const { folder, well, ill } = await steps();
  const shown = showing(
    well,
    () => well,
    () => ill,
  );
  const { out } = await status([folder, '--watch'], shown.look, shown.more());
  expect(out.match(/^network small/gm)).toHaveLength(2);
  expect(out).not.toContain('\u001B');
});

test('on a screen it is drawn in place, every time', async () => {
  const { folder, well, ill } = await steps();
  const shown = showing(
    well,
    () => well,
    () => ill,
  );
  const { out } = await status([folder, '--watch'], shown.look, shown.more({ rows: () => 50 }));
  const frames = out.split('\u001B[?7h').slice(0, -1);
  expect(frames).toHaveLength(3);
  expect(frames[0]).toMatch(/^\u001B\[\?7lnetwork small/);
  const lines = (frames[0]?.split('\n').length ?? 0) - 1;
  expect(frames[1]?.startsWith(`\u001B[${lines}A\r\u001B[?7lnetwork small`)).toBe(true);
});

test('a screen that is too small says how much it hides', async () => {
  const { folder, ill } = await steps();
  const shown = showing(ill);
  const { out } = await status([folder, '--watch'], shown.look, shown.more({ rows: () => 6 }));
  expect(out.split('\n').slice(-2).join('')).toMatch(/^\d+ more lines: enlarge the window/);
});

test('a checkout that moves on is read anew', async () => {
  const { folder, well } = await steps();
  let clock = 0;
  const pull = () => {
    clock = 6000;
    writeFileSync(join(folder, 'nodes/c/kustomization.yaml'), overlay({ corda: '4.12', trade: '1.4.0' }));
    commit(folder, 'third', NOW - MINUTE);
    return well;
  };
  const shown = showing(well, pull, () => well);
  const { out } = await status([folder, '--watch'], shown.look, shown.more({ now: () => clock }));
  expect(out).toContain('1.4.0 (1), 1.3.2 (1)');
});
