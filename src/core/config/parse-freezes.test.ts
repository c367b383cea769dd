import { expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const read = (freezes: string) =>
  parseConfig(
    'cordage.yaml',
    new TextEncoder().encode(`network: test
artifacts: {a: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings:
  - {name: canary, nodes: {names: c*}}
  - {name: all}
gates:
  freezes:
    - ${freezes.replace('\n', '\n    - ')}
`),
  );

test('weekly, daily and once', () => {
  const { config, problems } = read(
    `{name: weekend, zone: Europe/London, rings: all, weekly: "Fri 18:00 - Mon 07:00"}
{zone: America/Argentina/Buenos_Aires, rings: [canary, all], daily: 22:00 - 06:00}`.replace(
      /$/,
      '\n    - {zone: UTC, once: 2026-12-20 18:00 - 2027-01-04 07:00}',
    ),
  );
  expect(problems).toEqual([]);
  expect(config?.policy.freezes).toEqual([
    {
      name: 'weekend',
      zone: 'Europe/London',
      rings: ['all'],
      window: { kind: 'weekly', from: { day: 5, minute: 1080 }, to: { day: 1, minute: 420 } },
    },
    {
      name: undefined,
      zone: 'America/Argentina/Buenos_Aires',
      rings: ['canary', 'all'],
      window: { kind: 'daily', from: 1320, to: 360 },
    },
    {
      name: undefined,
      zone: 'UTC',
      rings: undefined,
      window: { kind: 'once', from: '2026-12-20T18:00', to: '2027-01-04T07:00' },
    },
  ]);
});

const IANA = 'write its IANA name, such as Europe/London, or UTC';
const DAILY = 'daily: "22:00 - 06:00"';

test.each([
  ['3', 'freeze 1 "3" is not a freeze; write {zone: Europe/London, weekly: "Fri 18:00 - Mon 07:00"}'],
  [`{${DAILY}}`, `freeze 1 lacks "zone"; ${IANA}`],
  [`{zone: +01:00, ${DAILY}}`, `freeze 1: zone "+01:00" is an offset, which does not follow daylight saving; ${IANA}`],
  [`{zone: UTC+1, ${DAILY}}`, `freeze 1: zone "UTC+1" is an offset, which does not follow daylight saving; ${IANA}`],
  [
    `{zone: Etc/GMT-1, ${DAILY}}`,
    `freeze 1: zone "Etc/GMT-1" is an offset, which does not follow daylight saving; ${IANA}`,
  ],
  [`{zone: CET, ${DAILY}}`, `freeze 1: zone "CET" is not the name of a time zone; ${IANA}`],
  [`{zone: Europe/Lodon, ${DAILY}}`, 'there is no time zone "Europe/Lodon"; did you mean "Europe/London"?'],
  [`{zone: Mars/Olympus_Mons, ${DAILY}}`, `there is no time zone "Mars/Olympus_Mons"; ${IANA}`],
  [
    '{name: x, zone: UTC}',
    'freeze "x" does not say when it is; add weekly: "Fri 18:00 - Mon 07:00", daily: "22:00 - 06:00" or once: "2026-12-20 18:00 - 2027-01-04 07:00"',
  ],
  [
    `{zone: UTC, ${DAILY}, weekly: "Fri 18:00 - Mon 07:00"}`,
    'freeze 1 says more than one of weekly, daily and once; keep one, and write a freeze of its own for each of the others',
  ],
  [
    '{zone: UTC, weekly: "Friday 18:00 - Mon 07:00"}',
    'freeze 1: weekly "Friday 18:00 - Mon 07:00" is not a day and a time, and another day and time; write it as "Fri 18:00 - Mon 07:00", with times from 00:00 to 23:59',
  ],
  [
    '{zone: UTC, daily: "22:00 - 24:00"}',
    'freeze 1: daily "22:00 - 24:00" is not a time and another time; write it as "22:00 - 06:00", with times from 00:00 to 23:59',
  ],
  [
    '{zone: UTC, once: "2026-02-29 18:00 - 2026-03-04 07:00"}',
    'freeze 1: once "2026-02-29 18:00 - 2026-03-04 07:00" is not a date and a time, and another date and time of the calendar; write it as "2026-12-20 18:00 - 2027-01-04 07:00", with times from 00:00 to 23:59',
  ],
  [
    '{zone: UTC, daily: "06:00 - 06:00"}',
    'freeze 1 begins and ends at the same time every day, so nothing would ever merge; let it end earlier; to stop everything for now, comment /rollout pause network "reason"',
  ],
  [
    '{zone: UTC, weekly: "Fri 18:00 - Fri 18:00"}',
    'freeze 1 begins and ends at the same time every week, so nothing would ever merge; let it end earlier; to stop everything for now, comment /rollout pause network "reason"',
  ],
  [
    '{name: year end, zone: UTC, once: "2027-12-20 18:00 - 2027-01-04 07:00"}',
    'freeze "year end" ends at 2027-01-04 07:00, which is not after it begins at 2027-12-20 18:00; write the earlier time first',
  ],
  [
    `{zone: UTC, rings: cannary, ${DAILY}}`,
    'freeze 1 is for ring "cannary", and there is none; did you mean "canary"?',
  ],
  [
    `{zone: UTC, rings: [canary, europe], ${DAILY}}`,
    'freeze 1 is for ring "europe", and there is none; the rings are canary, all',
  ],
  [`{zone: UTC, ring: all, ${DAILY}}`, 'freeze 1 has no setting "ring"; did you mean "rings"?'],
  [
    `{zone: UTC, name: '"x"', ${DAILY}}`,
    'freeze ""x"": name ""x"" is not a name for a freeze: one line of at most 60 characters without quotes; write what people call it, such as "month end"',
  ],
])('%s', (freeze, expected) => {
  const { config, problems } = read(freeze);
  expect(config).toBeUndefined();
  expect(problems.map(({ message, remedy }) => `${message}; ${remedy}`)).toEqual([expected]);
  expect(problems[0]?.at?.line).toBe(9);
});

test('one after the other, by number', () => {
  const { problems } = read(`{zone: UTC, ${DAILY}}\n{zone: UTC, rings: europe, daily: "07:00 - 07:00"}`);
  expect(problems.map(({ at, message }) => `${at?.line}:${at?.column} ${message.split(',')[0]}`)).toEqual([
    '10:26 freeze 2 is for ring "europe"',
    '10:41 freeze 2 begins and ends at the same time every day',
  ]);
});

test('a ring that is itself wrong is not missed', () => {
  const text = `network: test
artifacts: {a: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all, soak: 3}]
gates: {freezes: [{zone: UTC, rings: all, daily: "07:00 - 08:00"}]}
`;
  const { problems } = parseConfig('cordage.yaml', new TextEncoder().encode(text));
  expect(problems.map(({ message }) => message)).toEqual(['ring "all": soak "3" has no unit']);
});
