import { Refusal } from '../http/route.ts';

/** One of GitHub's validation errors: the resource and field, and a code or a sentence of its own. */
export type FieldError = {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
};

export const notFound = (): Refusal => new Refusal(404, 'Not Found');
export const badCredentials = (): Refusal => new Refusal(401, 'Bad credentials');
export const needsLogin = (): Refusal => new Refusal(401, 'Requires authentication');
export const notAccessible = (): Refusal => new Refusal(403, 'Resource not accessible by integration');
export const forbidden = (message: string): Refusal => new Refusal(403, message);
export const conflict = (message: string): Refusal => new Refusal(409, message);
export const unprocessable = (message: string): Refusal => new Refusal(422, message);
export const invalid = (...errors: readonly FieldError[]): Refusal => new Refusal(422, 'Validation Failed', errors);

/** GitHub's words for a condition of one resource that no field can be blamed for. */
export const custom = (resource: string, message: string): Refusal => invalid({ resource, code: 'custom', message });
