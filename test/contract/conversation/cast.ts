import type { ProbotOctokit } from 'probot';
import type { Passed } from '../../../src/sandbox/http/answer-request.ts';
import { startReceiver, startStage, type Stage } from '../../sandbox/start.ts';

/** Who takes part in a conversation with the sandbox. */
export type Cast = Omit<Stage, 'ada'> & {
  /** May write to `acme/net`. */
  readonly ada: ProbotOctokit;
  /** Owns the organization `acme`. */
  readonly root: ProbotOctokit;
  readonly leave: () => Promise<void>;
};

/** A stage with people in teams, and a server that takes the App's webhooks. */
export const gather = async (onExchange: (passed: Passed) => void): Promise<Cast> => {
  const receiver = await startReceiver();
  const stage = await startStage({ onExchange, webhookUrl: receiver.url });
  const { seed } = stage.sandbox;
  const root = seed.user('root');
  seed.member('acme', 'root', 'admin');
  seed.team('acme', 'operators', ['ada']);
  await seed.repository({ owner: 'acme', name: 'attic', files: {} });
  return {
    ...stage,
    ada: stage.as(stage.ada),
    root: stage.as(root),
    leave: async () => {
      await stage.sandbox.close();
      await receiver.close();
    },
  };
};
