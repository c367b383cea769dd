import type { CordappCode } from './code.ts';

/** Which nodes load classes like these: Corda 4.11 and before (Java 8), Corda 4.12 and later (Java 17). */
export type Loaders = { readonly upTo411: boolean; readonly from412: boolean };

const JAVA_1_2 = 46;
const JAVA_5 = 49;
const JAVA_8 = 52;
const JAVA_17 = 61;

/** 17 of class file version 61; undefined before Java 5, when versions were counted otherwise. */
export const javaOf = (classVersion: number): number | undefined =>
  classVersion >= JAVA_5 ? classVersion - 44 : undefined;

/**
 * Which nodes take the highest class file version and the highest Kotlin metadata version of a JAR. Corda 4.12 looks at both
 * (`LanguageVersion.kt`); before, a Java 8 machine refuses newer classes and nobody looks at Kotlin's.
 */
export const findLoaders = ({ classVersion, kotlin }: CordappCode): Loaders => {
  if (classVersion === undefined) return { upTo411: true, from412: true };
  const kotlinMinor = kotlin?.split('.').slice(0, 2).join('.');
  return {
    upTo411: classVersion <= JAVA_8,
    from412:
      classVersion >= JAVA_1_2 && classVersion <= JAVA_17 && (kotlinMinor === undefined || kotlinMinor === '1.9'),
  };
};
