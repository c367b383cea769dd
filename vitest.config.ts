import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  export interface ProvidedContext {
    histories: number;
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    allowOnly: false,
    restoreMocks: true,
    // Random histories of rollouts that the property tests live through; CI takes 10,000 (`npm run histories`).
    provide: { histories: Number(process.env['HISTORIES'] ?? 150) },
    // Half of the time goes to git and to servers, which leave the second core idle if one worker waits for them.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
