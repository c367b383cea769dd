import { createPrivateKey } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { journalKey, verifyWithAny } from '../../src/git/journal-key.ts';
import { KEY, OTHER_PEM, PEM } from './journal-world.ts';

const TEXT = 'cordage-journal v1\nacme/net\nolivia: pause the network\n';

test('a signature is right for its text and its key, and nothing else', () => {
  const signature = KEY.sign(TEXT);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(KEY.verify(TEXT, signature)).toBe(true);
  expect(KEY.verify(`${TEXT} `, signature)).toBe(false);
  expect(journalKey(OTHER_PEM).verify(TEXT, signature)).toBe(false);
  for (const wrong of [
    '',
    '00',
    signature.slice(2),
    `${signature}00`,
    `zz${signature.slice(2)}`,
    signature.replace(/./, 'g'),
  ]) {
    expect(KEY.verify(TEXT, wrong), wrong).toBe(false);
  }
});

test('the same private key in another form makes the same signatures', () => {
  const pkcs1 = createPrivateKey(PEM).export({ type: 'pkcs1', format: 'pem' }) as string;
  expect(pkcs1).toContain('BEGIN RSA PRIVATE KEY');
  for (const pem of [pkcs1, `${PEM}\n\n`, PEM.replaceAll('\n', '\r\n')])
    expect(journalKey(pem).sign(TEXT)).toBe(KEY.sign(TEXT));
});

test('any of several keys verifies, and none verifies nothing', () => {
  const signature = KEY.sign(TEXT);
  expect(verifyWithAny([journalKey(OTHER_PEM), KEY])(TEXT, signature)).toBe(true);
  expect(verifyWithAny([journalKey(OTHER_PEM)])(TEXT, signature)).toBe(false);
  expect(verifyWithAny([])(TEXT, signature)).toBe(false);
});

test('a key that is printed by accident tells nothing', () => {
  const shown = `${inspect(KEY, { depth: 9, showHidden: true })}${JSON.stringify(KEY)}`;
  expect(shown).not.toMatch(/[0-9a-f]{16}|PRIVATE/);
});

test('what is no private key is refused', () => {
  expect(() => journalKey('x')).toThrow();
});
