import { destination, pino, type Logger } from 'pino';

/** What may hold a secret is not logged, wherever in an object it stands. */
const SECRET_KEYS = ['authorization', 'headers', 'request', 'response', 'privateKey', 'webhookSecret', 'token'];

/**
 * JSON lines on standard output. Ids and counts are logged, payloads never; taking out what may be secret is the second
 * line of defence. Written synchronously: else the last lines before an exit come in any order, or not at all.
 */
export const createLog = (level: string): Logger =>
  pino(
    {
      name: 'cordage',
      level,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
    },
    destination({ dest: 1, sync: true }),
  );
