import { expect, it } from 'vitest';
import { begin } from './story.ts';

const MINUTE = 60_000;

it('a rollout goes through all its rings on people’s word, each ring behind its gates', async () => {
  const story = await begin();
  const log = (w: string) => console.log(w, JSON.stringify(story.seen(), null, 1));
  await story.release('v1.4.0');
  log('released');
  await story.say('olivia', 1, '/rollout all');
  log('said');
  await story.approve('rob', 1);
  log('approved');
  await story.wait(2 * MINUTE);
  log('2 min');
  await story.wait(31 * MINUTE);
  log('33 min');
  for (let n = 2; n < 6; n += 1) {
    await story.approve('rob', n).catch((e: Error) => console.log(e.message));
    await story.wait(2 * MINUTE);
    log(`approved ${n}`);
  }
  console.log(story.comments(1).join('\n----\n'));
  await story.end();
  expect(1).toBe(1);
}, 60000);
