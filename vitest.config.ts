import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    allowOnly: false,
    restoreMocks: true,
    // Half of the time goes to git and to servers, which leave the second core idle if one worker waits for them.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
