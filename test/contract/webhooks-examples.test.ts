import examples from '@octokit/webhooks-examples';
import { describe, expect, it } from 'vitest';
import { decodeEvent, SUBSCRIBED, UNASKED } from '../../src/events/decode.ts';

/** Events that are about one repository; the others are about an installation. */
const ABOUT_A_REPOSITORY: readonly string[] = SUBSCRIBED;

const payloadsOf = (name: string): readonly unknown[] =>
  (examples as unknown as readonly { readonly name: string; readonly examples: readonly unknown[] }[])
    .filter((definition) => definition.name === name)
    .flatMap((definition) => definition.examples);

describe.each([...SUBSCRIBED, ...UNASKED])('%s', (name) => {
  const payloads = payloadsOf(name);

  it('has examples', () => {
    expect(payloads.length).toBeGreaterThan(1);
  });

  it.each(payloads.map((payload, index) => ({ index, payload })))('decodes example $index', ({ payload }) => {
    const event = decodeEvent(payload);
    const { repository, sender } = payload as {
      readonly repository?: { readonly full_name: string };
      readonly sender?: { readonly login: string };
    };
    expect(event).toEqual({ repository: repository?.full_name, sender: sender?.login, bringsConfig: false });
    expect(event?.repository !== undefined).toBe(ABOUT_A_REPOSITORY.includes(name));
  });
});
