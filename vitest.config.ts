import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  export interface ProvidedContext {
    histories: number;
  }
}

/** `npm run endurance`: what takes minutes, and runs in CI beside `npm test`. */
const endurance = process.env['ENDURANCE'] !== undefined;

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: endurance ? [] : ['test/scenarios/{crash*,webhooks*,replicas,faults,base,versions,releases}.test.ts'],
    allowOnly: false,
    restoreMocks: true,
    // Random histories of rollouts that the property tests live through.
    provide: { histories: Number(process.env['HISTORIES'] ?? (endurance ? 10_000 : 150)) },
    // Half of the time goes to git and to servers, which leave the second core idle if one worker waits for them.
    maxWorkers: 2,
    testTimeout: endurance ? 600_000 : 60_000,
  },
});
