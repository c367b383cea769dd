import { verify } from 'node:crypto';
import { Refusal } from '../http/route.ts';
import type { App, World } from './world.ts';

/** GitHub: "the time must be no more than 10 minutes into the future". */
const LONGEST_LIFE_S = 600;
/** Clocks differ a little; GitHub advises `iat` a minute in the past, and takes no future one. */
const SKEW_S = 5;

const undecodable = (): Refusal => new Refusal(401, 'A JSON web token could not be decoded');

const decodePart = (part: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below: GitHub has one sentence for all of it.
  }
  throw undecodable();
};

/**
 * The App that signed a JSON web token with its private key.
 * @throws Refusal in GitHub's words: 404 for an unknown App, 401 for a wrong key, algorithm or time
 */
export const verifyAppToken = (world: World, token: string): App => {
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (decodePart(head)['alg'] !== 'RS256') throw undecodable();
  const { iss, iat, exp } = decodePart(claims);
  const app = [...world.apps.values()].find(({ id, clientId }) => String(id) === String(iss) || clientId === iss);
  if (!app) throw new Refusal(404, 'Integration not found');
  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) throw undecodable();
  checkTimes(iat, exp, world.machineNow() / 1000);
  return app;
};

const checkTimes = (iat: unknown, exp: unknown, now: number): void => {
  if (typeof exp !== 'number' || exp <= now) {
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + LONGEST_LIFE_S + SKEW_S) {
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== 'number' || iat > now + SKEW_S) {
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
};
