import { expect, test } from 'vitest';
import { call, callJson } from './call.ts';

test('releases with their support on a day, and patches to pass by', async () => {
  const { status, out, err } = await call('releases', '--at', '2026-11-22');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain(
    '4.11                   13     8  1.2.71  2023-11  4.11.7      security fixes only, until 2026-11',
  );
  expect(out).toContain('4.12.6   4.12.9');
  expect((await call('releases', '--at', '2026-12-01')).out).toMatch(/^ {2}4\.11 .* ended with 2026-11$/m);
});

test('without a day it is today', async () => {
  const before = new Date().toISOString().slice(0, 10);
  const { json } = await callJson('releases');
  expect([before, new Date().toISOString().slice(0, 10)]).toContain(json['at']);
});

test('releases in JSON', async () => {
  const { status, json } = await callJson('releases', '--at', '2026-11-22');
  expect(status).toBe(0);
  const releases = json['releases'] as readonly Readonly<Record<string, unknown>>[];
  expect(releases.find(({ release }) => release === '4.12')).toMatchInlineSnapshot(`
    {
      "asOf": "2026-03-09",
      "certainty": "stated",
      "first": "2024-06",
      "goodPatch": "4.12.9",
      "java": 17,
      "kotlin": "1.9.20",
      "longTerm": false,
      "platformVersion": 140,
      "release": "4.12",
      "released": true,
      "source": {
        "document": "4.12/enterprise/release-notes-enterprise.md",
        "section": "Platform version change",
      },
      "support": {
        "maintenance": "2026-06",
        "security": "2027-06",
        "state": "security-only",
        "support": "2027-06",
      },
    }
  `);
  expect((json['flaws'] as readonly unknown[])[0]).toMatchInlineSnapshot(`
    {
      "asOf": "2026-03-09",
      "certainty": "stated",
      "fixedIn": "4.13.1",
      "reason": "its quasar is of the series with the instrumentation issues that R3 later went back from",
      "source": {
        "document": "4.13/enterprise/release-notes-enterprise.md",
        "section": "Corda Enterprise Edition 4.13.1 release notes",
      },
      "take": "4.13.4",
      "version": "4.13.0",
    }
  `);
});

test('CENM', async () => {
  expect((await call('releases', '--cenm', '--at', '2027-01-01')).out).toMatch(
    /^ {2}1\.6 .* 1\.5 .* ended with 2026-12$/m,
  );
  const { json } = await callJson('releases', '--cenm', '--at', '2027-01-01');
  expect(json).toMatchObject({
    releases: [{ release: '1.7', java: 17, support: { state: 'maintained' } }, {}, {}, {}, {}],
  });
});

test('what goes with a node', async () => {
  const { out } = await call('releases', '--pieces');
  expect(out).toMatch(/^ {2}Archive Service +4\.11 +1\.1\.x, on Java 8$/m);
  expect(out).toMatch(/^ {2}Corda Firewall .* \(inferred\)$/m);
  expect((await call('releases')).out).toContain('cordage releases --pieces');
  const { json } = await callJson('releases', '--pieces');
  expect(json['pieces']).toContainEqual(
    expect.objectContaining({ piece: 'Archive Service', nodes: '4.12', wants: '1.2, on Java 17', certainty: 'stated' }),
  );
});

test.each(['tomorrow', '2026-13-01', '2026-02-30', '2026-1-1', '2026-11-22T00:00:00Z'])('%j is no day', async (day) => {
  const { status, out, err } = await call('releases', '--at', day);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(`cordage releases: "${day}" is not a day`);
});
