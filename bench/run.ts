import { benchJournal } from './journal.ts';
import { benchPass } from './pass.ts';
import { benchPins } from './pins.ts';
import { benchRollout } from './rollout.ts';
import { benchRules } from './rules.ts';
import { benchWatch } from './watch.ts';

/** Every benchmark by the name that `npm run bench -- NAME` takes. */
const BENCHMARKS: Readonly<Record<string, () => Promise<string>>> = {
  pins: benchPins,
  pass: benchPass,
  rollout: benchRollout,
  rules: benchRules,
  journal: benchJournal,
  watch: benchWatch,
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in BENCHMARKS));
if (unknown === undefined) {
  for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
    console.log(`${name}\n${await BENCHMARKS[name]?.()}`);
  }
} else {
  console.error(`there is no benchmark "${unknown}"; there are: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exitCode = 2;
}
