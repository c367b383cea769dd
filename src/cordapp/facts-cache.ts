import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CordappFacts } from '../core/cordapp/cordapp.ts';

/** Raised whenever {@link CordappFacts} says anything more, less or otherwise: what an older Cordage kept is then read from the JAR anew. */
export const FACTS_FORMAT = 1;

/** Some kilobytes each; more versions than any network has in play. */
const MOST_FILES = 2000;

/** The name counts, for an old-style CorDapp that does not name itself is called after its file. */
type Key = { readonly sha256: string; readonly fileName: string };

type Kept = { readonly format: number; readonly fileName: string; readonly facts: CordappFacts };

/** What was read in JARs before, by their SHA-256 and name, so that a restart downloads none of them again. */
export type FactsCache = {
  /** Undefined for what was never kept, what another format kept, and what cannot be read or is not of this JAR. */
  readonly find: (key: Key) => Promise<CordappFacts | undefined>;
  readonly keep: (fileName: string, facts: CordappFacts) => Promise<void>;
};

/**
 * Keeps facts as files in a folder of the app's own. To find facts by the digest that GitHub lists is to trust GitHub that
 * the asset has the bytes it computed at upload; they were judged when these very bytes were read here.
 * @param tell a folder that cannot be written is told, and costs a download after each start
 */
export const createFactsCache = (folder: string, tell: (error: unknown) => void): FactsCache => ({
  find: async ({ sha256, fileName }) => {
    if (!isSha256(sha256)) return undefined;
    try {
      const kept = JSON.parse(await readFile(pathOf(folder, sha256, fileName), 'utf8')) as Partial<Kept> | null;
      const isOurs = kept?.format === FACTS_FORMAT && kept.fileName === fileName && kept.facts?.sha256 === sha256;
      return isOurs ? kept.facts : undefined;
    } catch {
      return undefined;
    }
  },
  keep: async (fileName, facts) => {
    const kept: Kept = { format: FACTS_FORMAT, fileName, facts };
    const draft = join(folder, `${randomUUID()}.part`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify(kept), { mode: 0o600 });
      await rename(draft, pathOf(folder, facts.sha256, fileName));
      await prune(folder);
    } catch (error) {
      tell(error);
      // Where nothing can be written, there is most likely nothing to take away.
      await rm(draft, { force: true }).catch(() => undefined);
    }
  },
});

const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A file for each name: the same bytes may be released under another, and neither is to push the other out. */
const pathOf = (folder: string, sha256: string, fileName: string): string =>
  join(folder, `${sha256}-${createHash('sha256').update(fileName).digest('hex').slice(0, 16)}.json`);

/** The oldest go. */
const prune = async (folder: string): Promise<void> => {
  const names = await readdir(folder);
  if (names.length <= MOST_FILES) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = dated.toSorted((a, b) => a.at - b.at).slice(0, names.length - MOST_FILES);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
};
