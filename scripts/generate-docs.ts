import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReference } from '../src/core/text/cli-reference.ts';
import { renderCommandReference } from '../src/core/text/command-help.ts';
import { renderCordaFacts } from '../src/core/text/corda-facts.ts';
import { renderRulesReference } from '../src/core/text/rules-reference.ts';

const write = (name: string, text: string): void => {
  const path = join(import.meta.dirname, '../docs', name);
  writeFileSync(path, text);
  console.log(path);
};

write('cli.md', renderReference());
write('commands.md', renderCommandReference());
write('corda-facts.md', renderCordaFacts());
write('rules.md', renderRulesReference());
