import type { Finding } from '../cordapp/change.ts';
import type { CordappCode } from '../cordapp/code.ts';
import { javaOf } from '../cordapp/language.ts';
import { block, info, SOURCES, warn } from './finding.ts';

/** Sentences about the Java and Kotlin that the classes of two JARs need. */

/** `Java 17, Kotlin 1.9.0`; `no classes`. */
export const renderLanguage = ({ classVersion, kotlin }: CordappCode): string => {
  if (classVersion === undefined) return 'no classes';
  const java = javaOf(classVersion);
  const javaText = java === undefined ? `class file version ${classVersion}` : `Java ${java}`;
  return kotlin === undefined ? javaText : `${javaText}, Kotlin ${kotlin}`;
};

const change = (before: CordappCode, after: CordappCode): string =>
  `${renderLanguage(before)} → ${renderLanguage(after)}`;

export const loadedByNone = (after: CordappCode): Finding =>
  block(
    'language-unsupported',
    `no release of Corda up to 4.14 loads these classes (${renderLanguage(after)}): 4.11 and before take Java 8, 4.12 and later take up to Java 17 and Kotlin 1.9`,
    SOURCES.language,
    'build it for Java 17 and Kotlin 1.9, or for Java 8',
  );

export const lostFor411 = (before: CordappCode, after: CordappCode): Finding =>
  warn(
    'language-from-412',
    `${change(before, after)}: nodes on Corda 4.11 and before cannot load the new JAR; on 4.12 it needs a higher contract version and the same signers as the old one`,
    SOURCES.language,
    'roll it out to nodes on 4.12 and later only, together with their upgrade; keep the old JAR in legacy-contracts while 4.11 nodes remain',
  );

export const lostFor412 = (before: CordappCode, after: CordappCode): Finding =>
  warn(
    'language-up-to-411',
    `${change(before, after)}: nodes on Corda 4.12 and later refuse to start with the new JAR in cordapps`,
    SOURCES.language,
    'build it for Java 17 and Kotlin 1.9, or keep it to nodes on 4.11',
  );

export const languageChanged = (before: CordappCode, after: CordappCode): Finding =>
  info('language-changed', `${change(before, after)}: the same nodes can load it`, SOURCES.language, 'nothing to do');
