import { statSync } from 'node:fs';
import type { Problem } from '../core/problem.ts';
import * as say from '../core/text/cli-problems.ts';
import { faultOf } from './fault.ts';

/** What is wrong with a JAR that the command line names. Devices and pipes are refused: they may never end. */
export const checkFile = (path: string): Problem | undefined => {
  const remedy = 'name a JAR; the path is taken from the current folder';
  try {
    return statSync(path).isFile() ? undefined : say.notAFile(path, remedy);
  } catch (error) {
    return say.unusablePath(path, faultOf(error), remedy);
  }
};
