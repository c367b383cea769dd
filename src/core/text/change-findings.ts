import type { Finding } from '../cordapp/change.ts';
import { block, info, SOURCES, warn } from './finding.ts';
import { printable } from './printable.ts';

/** Sentences about the change from one JAR to another as a whole. */

export const sameBytes = (): Finding =>
  info('same-bytes', 'the two files are the same, byte for byte', SOURCES.checkpoints, 'nothing to do');

export const anyByteChanged = (): Finding =>
  info(
    'bytes-differ',
    'a node does not start with the new JAR while a flow of the old one is left, hospitalized and paused ones included',
    SOURCES.checkpoints,
    'drain each node until no flow is left before its JAR is replaced',
  );

export const notReadable = (): Finding =>
  block(
    'not-comparable',
    'one of the files could not be read as a JAR, so nothing can be said of the change',
    SOURCES.loader,
    'mend what its errors name, and compare again',
  );

export const readWithErrors = (which: 'before' | 'after'): Finding =>
  which === 'after'
    ? block(
        'new-jar-has-errors',
        'the new JAR has errors; a node may refuse it, and what is told here may be incomplete',
        SOURCES.loader,
        'mend what its errors name, and release it again',
      )
    : warn(
        'old-jar-has-errors',
        'the old JAR has errors; what is told here may be incomplete',
        SOURCES.loader,
        'look at its errors, and compare by hand what they concern',
      );

const configOf = (jar: string): string => `cordapps/config/${printable(jar.replace(/\.jar$/, ''))}.conf`;

export const configRenamed = (before: string, after: string): Finding =>
  warn(
    'config-renamed',
    `the configuration of the CorDapp goes by the name of its JAR: ${configOf(before)} is no longer read, and without ${configOf(after)} it starts with an empty one, without a word`,
    SOURCES.config,
    'rename the configuration file in the same change, where there is one, or give the JAR a name without a version',
  );
