import { expect, it, onTestFinished } from 'vitest';
import { decodeEvent } from '../../src/events/decode.ts';
import { createCheck } from '../../src/github/checks.ts';
import { createComment } from '../../src/github/comments.ts';
import { startReceiver } from '../sandbox/start.ts';
import { connect, NET, REPO } from './connect.ts';

it('what Cordage writes is told with Cordage as its sender, what people write with them', async () => {
  const receiver = await startReceiver();
  onTestFinished(receiver.close);
  const { cordage, sandbox, commit, as, ada } = await connect({ webhookUrl: receiver.url });
  const person = as(ada);
  const head = await commit('change');
  await person.rest.pulls.create({ ...REPO, head: 'change', base: 'main', title: 'Change' });
  await createComment(cordage, NET, 1, 'waiting');
  for (const conclusion of ['pending', 'success'] as const) {
    const words = { title: 't', summary: 's', annotations: [], startedAt: undefined };
    await createCheck(cordage, NET, head, { name: 'cordage/rollout', conclusion, ...words });
  }
  await person.rest.issues.createComment({ ...REPO, issue_number: 1, body: '/rollout canary' });
  await sandbox.deliveries.settled();
  const told = receiver.received.map(({ headers, body }) => {
    const event = decodeEvent(JSON.parse(body));
    return `${String(headers['x-github-event'])} ${event?.repository} ${event?.sender}`;
  });
  expect(told.filter((line) => /^(check_run|issue_comment) /.test(line))).toEqual([
    'issue_comment acme/net cordage[bot]',
    'check_run acme/net cordage[bot]',
    'check_run acme/net cordage[bot]',
    'check_run acme/net cordage[bot]',
    'issue_comment acme/net ada',
  ]);
});
