/** One webhook on its way to an App, or its log entry once it was tried. */
export type Delivery = {
  readonly id: number;
  readonly guid: string;
  readonly appId: number;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  readonly event: string;
  readonly action: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly redelivery: boolean;
  /** `held` until a test lets it go, `dropped` when it never shall. */
  state: 'held' | 'sending' | 'sent' | 'dropped';
  deliveredAt: number;
  /** Seconds. */
  duration: number;
  /** 0 when nobody answered. */
  statusCode: number;
  status: string;
  requestHeaders: Readonly<Record<string, string>>;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string;
};
