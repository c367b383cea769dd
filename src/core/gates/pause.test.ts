import { expect, test } from 'vitest';
import { DAY, HOUR, NOW, PATIENCE, pause, tell, textsOf } from './gates.test-data.ts';
import { judgePause } from './pause.ts';

const who = 'anyone with the role write';
const judge = (network?: ReturnType<typeof pause>, rollout?: ReturnType<typeof pause>) =>
  judgePause({ network, rollout, now: NOW, patience: PATIENCE, who });

const late = { at: NOW - PATIENCE };

test.each([
  ['nobody said stop', undefined, undefined, 'pass'],
  ['the network', pause(), undefined, 'wait: the network to be resumed; olivia paused it: "month end"; until +335h'],
  ['the rollout', undefined, pause(), 'wait: this rollout to be resumed; olivia paused it: "month end"; until +335h'],
  [
    'both, and the network is told',
    pause({ at: NOW - DAY, by: 'peter' }),
    pause(),
    'wait: the network to be resumed; peter paused it: "month end"; until +312h',
  ],
  ['its last moment', undefined, pause({ at: NOW - PATIENCE + 1 }), expect.stringMatching(/^wait/)],
  ['forgotten, and closed all the same', undefined, pause(late), 'block gate-overdue'],
  ['the network, forgotten', pause(late), undefined, 'block gate-overdue'],
  ['a clock that runs ahead of ours', undefined, pause({ at: NOW + HOUR }), expect.stringMatching(/^wait/)],
])('%s', (_, network, rollout, expected) => {
  expect(tell(judge(network, rollout))).toEqual(expected);
});

test('who can resume what, and what is said when nobody did', () => {
  expect(textsOf(judge(pause())).at(-1)).toBe(
    'anyone with the role write can comment `/rollout resume network "reason"`',
  );
  expect(textsOf(judge(undefined, pause())).at(-1)).toBe(
    'anyone with the role write can comment `/rollout resume "reason"`',
  );
  expect(textsOf(judge(undefined, pause(late)))).toEqual([
    'gate pause waits since 2026-10-27 00:00 UTC for this rollout to be resumed; olivia paused it: "month end"; that was due 2026-11-10 00:00 UTC',
    'anyone with the role write can comment `/rollout resume "reason"`',
  ]);
});
