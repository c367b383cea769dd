import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSchema } from '../src/core/config/schema.ts';

const path = join(import.meta.dirname, '../schema/cordage.schema.json');
writeFileSync(path, renderSchema());
console.log(path);
