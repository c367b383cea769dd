import { createHmac, createPrivateKey, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Sign, Verify } from '../core/journal/message.ts';

/** What signs journal entries and knows its own signatures again. The secret itself does not come out of it. */
export type JournalKey = { readonly sign: Sign; readonly verify: Verify };

/** The first signs, all verify: after the App's key was replaced, entries signed with the former one still count. */
export type JournalKeys = readonly [JournalKey, ...JournalKey[]];

/** Fixed for ever: another text makes another key, and every journal unreadable. */
const PURPOSE = 'cordage journal v1';

/**
 * Derives the journal's key from the App's private key (PEM, PKCS#1 or PKCS#8, which come to the same) by HKDF-SHA256, RFC 5869.
 * So there is no further secret to keep, and who may read the one may be the App anyway. Throws for what is no private key.
 */
export const journalKey = (privateKeyPem: string): JournalKey => {
  const material = createPrivateKey(privateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', material, '', PURPOSE, 32)));
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    sign: (text) => digest(text).toString('hex'),
    verify: (text, signature) => {
      const given = Buffer.from(signature, 'hex');
      return given.length === 32 && timingSafeEqual(given, digest(text));
    },
  };
};

/** Whether any of several keys made a signature. */
export const verifyWithAny =
  (keys: readonly JournalKey[]): Verify =>
  (text, signature) =>
    keys.some((key) => key.verify(text, signature));
