import * as z from 'zod';
import { LONGEST_NAME } from '../text/branch.ts';
import type { FormName } from '../text/config-forms.ts';
import { GLOB, LONGEST_GLOB } from './glob.ts';

/** The forms of values that several settings share. The name of a form is its error: `text/config-forms.ts` has the words. */

export const text = (form: FormName, pattern: RegExp, longest: number) =>
  z.string(form).max(longest, form).regex(pattern, form);

export const oneOrMany = <T extends z.ZodType>(item: T, form: FormName) =>
  z.union([item, z.array(item, form).min(1, form)], form);

export const Name = text('name', /^[a-z0-9]+(?:-[a-z0-9]+)*$/, LONGEST_NAME);

export const glob = (form: FormName) => text(form, GLOB, LONGEST_GLOB);

/** Globs over names, where a slash could never match. */
export const nameGlob = (form: FormName) => glob(form).regex(/^[^/]+$/, form);

export const Percent = /^(?:100|[1-9]?\d)%$/;

export const Duration = text('duration', /^\d{1,4}[smhd]$/, 5);

/** A duration that nobody could mean to be nothing: past it, people are told. */
export const Timespan = Duration.regex(/[1-9]/, 'duration');
