import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const BASE = `network: test
artifacts: {trade: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all}]
`;

const read = (more: string) => parseConfig('cordage.yaml', new TextEncoder().encode(BASE + more));

/** `5:10 message; remedy`. */
const tell = (more: string): readonly string[] =>
  read(more).problems.map(({ at, message, remedy }) => `${at?.line}:${at?.column} ${message}; ${remedy}`);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = '56CA54E803CB87C8472EBD3FBC6A2F1876E814CEEBF74860BD46997F40729367';

describe('network parameters', () => {
  test('in full', () => {
    const { config, problems } = read(`networkParameters:
  minimumPlatformVersion: 12
  eventHorizon: 30d
  recoveryMaximumBackupInterval: 36h
  confidentialIdentityMinimumBackupInterval: 1d
  packageOwnership: {com.acme.trade: [${KEY.toLowerCase()}, ${KEY}], com.acmex: ${KEY}}
  update: {minimumPlatformVersion: 140, deadline: 2026-12-01T18:00+01:00}
  networkMap: https://netmap.example.com/zone/
`);
    expect(problems).toEqual([]);
    expect(config?.policy.parameters).toEqual({
      minimumPlatformVersion: 12,
      eventHorizon: 30 * DAY,
      recoveryMaximumBackupInterval: 36 * HOUR,
      confidentialIdentityMinimumBackupInterval: DAY,
      packageOwnership: new Map([
        ['com.acme.trade', [KEY, KEY]],
        ['com.acmex', [KEY]],
      ]),
      update: { minimumPlatformVersion: 140, deadline: Date.UTC(2026, 11, 1, 17) },
      networkMap: 'https://netmap.example.com/zone',
    });
  });

  test.each([
    ['2026-12-01T18:00Z', Date.UTC(2026, 11, 1, 18)],
    ['2026-12-01T18:00:30Z', Date.UTC(2026, 11, 1, 18, 0, 30)],
    ['2028-02-29T00:00-05:30', Date.UTC(2028, 1, 29, 5, 30)],
  ])('a deadline at %s', (deadline, at) =>
    expect(read(`networkParameters: {update: {deadline: "${deadline}"}}`).config?.policy.parameters.update).toEqual({
      minimumPlatformVersion: undefined,
      deadline: at,
    }),
  );

  test.each(['2026-12-01', '2026-12-01T18:00', '2026-12-01 18:00'])('a deadline at %s has no zone', (deadline) =>
    expect(tell(`networkParameters: {update: {deadline: "${deadline}"}}`)).toEqual([
      `5:40 networkParameters: update.deadline "${deadline}" does not say a time with its zone; write it with its zone, such as "2026-12-01T18:00Z" or "2026-12-01T19:00+01:00"`,
    ]),
  );

  test.each([
    [
      '1',
      '5:20 networkParameters "1" is not a map of network parameters; write {minimumPlatformVersion: 12, eventHorizon: 30d}',
    ],
    [
      '{minimumPlatformVersion: "12"}',
      `5:45 networkParameters: minimumPlatformVersion "12" is not a platform version; write the whole number of R3's release notes, such as 170`,
    ],
    ['{eventHorizon: 30}', '5:35 networkParameters: eventHorizon "30" has no unit; write 30m, 2h or 1d'],
    [
      '{update: {}}',
      '5:21 networkParameters: update lacks "deadline"; write it with its zone, such as "2026-12-01T18:00Z" or "2026-12-01T19:00+01:00"',
    ],
    [
      '{update: {deadline: 2026-02-30T12:00Z}}',
      '5:40 networkParameters: update.deadline "2026-02-30T12:00Z" is not a time of the calendar; write it with its zone, such as "2026-12-01T18:00Z" or "2026-12-01T19:00+01:00"',
    ],
    [
      '{update: {deadline: 2026-12-01T25:00Z}}',
      '5:40 networkParameters: update.deadline "2026-12-01T25:00Z" is not a time of the calendar; write it with its zone, such as "2026-12-01T18:00Z" or "2026-12-01T19:00+01:00"',
    ],
    [
      '{networkMap: netmap.example.com}',
      '5:33 networkParameters: networkMap "netmap.example.com" is not a URL; write the address of the Network Map alone, such as https://netmap.example.com',
    ],
    [
      '{networkMap: "https://a:b@netmap"}',
      '5:33 networkParameters: networkMap "https://a:b@netmap" names a user; write the address of the Network Map alone, such as https://netmap.example.com',
    ],
    [
      '{packageOwnership: [com.acme]}',
      '5:39 networkParameters: packageOwnership is a list of 1; write {com.acme.trade: [FINGERPRINT]}, with fingerprints that "cordage inspect" prints',
    ],
    [
      '{packageOwnership: {com.acme: abc}}',
      '5:50 networkParameters: packageOwnership.com.acme "abc" is not a fingerprint: 64 hexadecimal digits; write it as "cordage inspect" prints it of a JAR that the key signed',
    ],
    [
      `{packageOwnership: {com..acme: ${KEY}}}`,
      '5:40 networkParameters: packageOwnership "com..acme" is not the name of a Java package; write it in full, such as com.acme.trade',
    ],
    [
      `{packageOwnership: {com.acme.*: ${KEY}}}`,
      '5:40 networkParameters: packageOwnership "com.acme.*" is not the name of a Java package; write it in full, such as com.acme.trade',
    ],
    [
      `{packageOwnership: {com.acme.trade: ${KEY}, org.x: ${KEY}, com: ${KEY}}}`,
      '5:40 package com.acme.trade lies in com, which has an owner too, and Corda has no such network parameters; write the packages as the network parameters have them',
    ],
    [
      '{minimumPlatformVersoin: 12}',
      '5:21 networkParameters has no setting "minimumPlatformVersoin"; did you mean "minimumPlatformVersion"?',
    ],
    ['{notaries: n}', '5:21 networkParameters has no setting "notaries"; move it under "rules:"'],
  ])('%s', (written, expected) => expect(tell(`networkParameters: ${written}`)).toEqual([expected]));
});
