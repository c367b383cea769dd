import type { CordappCode } from '../cordapp/code.ts';

/**
 * Whether a JAR has classes in a package, or below it, as far as its contracts, states, flows and schemas tell. Corda
 * compares without case, so that `COM.Acme` is no way around `com.acme` (`NetworkParametersUtils.kt`).
 */
export const isInPackage = (code: CordappCode | undefined, owned: string): boolean => {
  if (!code) return false;
  const prefix = `${owned}.`.toLowerCase();
  const { contracts, states, flows, schemas } = code;
  return [...contracts, ...states, ...schemas, ...flows.map(({ name }) => name)].some((name) =>
    name.toLowerCase().startsWith(prefix),
  );
};
