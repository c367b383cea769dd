import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    histories: number;
  }
}

/** `npm run endurance`: what takes minutes, and runs in CI beside `npm test`. */
const endurance = process.env['ENDURANCE'] !== undefined;

/** Stories that are long, or look at what others have in passing. */
const LONG_STORIES =
  'test/scenarios/{adopt,app-manifest,argo,argo-images,argo-waits,assets,authority,base,commands,config,crash*,faults,formats,goal,people,policy,releases,replicas,rollback,rollout,stop,supersede,versions,webhooks*}.test.ts';

const projects = endurance
  ? [{ name: 'endurance', include: ['src/core/rollout/history*.test.ts', LONG_STORIES] }]
  : [
      // Pure, so no file can spoil another: its modules are read once for all files.
      { name: 'pure', include: ['src/**/*.test.ts'], isolate: false },
      { name: 'world', include: ['test/**/*.test.ts'], exclude: [LONG_STORIES] },
    ];

/** What takes minutes by itself begins first: begun last, it would leave the second core idle for as long. */
const LONGEST = ['history-order', 'crash.test', 'history-ending'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.includes(name));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: projects.map((test) => ({ extends: true, test })),
    allowOnly: false,
    restoreMocks: true,
    // Random histories of rollouts that the property tests live through.
    provide: { histories: Number(process.env['HISTORIES'] ?? (endurance ? 10_000 : 150)) },
    // Half of the time goes to git and to servers, which leave cores idle if one worker waits for them; stories wait most.
    maxWorkers: endurance ? 3 : 2,
    testTimeout: endurance ? 600_000 : 60_000,
  },
});
