/** A refusal as Kubernetes writes it (meta/v1, Status). */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly reason: string;
  readonly retryAfter: number | undefined;

  constructor(code: number, reason: string, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

export const renderStatus = ({ code, reason, message, retryAfter }: ApiRefusal): Readonly<Record<string, unknown>> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  ...(retryAfter !== undefined && { details: { retryAfterSeconds: retryAfter } }),
  code,
});

export const expired = (version: number): ApiRefusal =>
  new ApiRefusal(410, 'Expired', `The provided resource version is too old: ${version}`);
