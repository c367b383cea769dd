import type * as z from 'zod';
import { PERMISSIONS, type Freeze, type Permission, type Policy, type Role, type Who } from './config.ts';
import { parseWindow } from './freeze-window.ts';
import { normalizeArgo } from './normalize-argocd.ts';
import { normalizeParameters, normalizeRules } from './normalize-rules.ts';
import { listOf, readDuration } from './read-value.ts';
import type { FreezeShape } from './schema-gates.ts';
import type { ConfigShape } from './schema.ts';
import type { PermissionsShape, WhoShape } from './schema-permissions.ts';

export type FreezeInput = z.output<typeof FreezeShape>;
type WhoInput = z.output<typeof WhoShape>;
type PolicyInput = Pick<
  z.output<typeof ConfigShape>,
  'gates' | 'permissions' | 'owners' | 'argocd' | 'disclosure' | 'networkParameters' | 'rules'
>;
type PermissionsInput = z.output<typeof PermissionsShape>;

const byRole = (role: Role): Who => ({ role, users: [], teams: [], owners: false });

/** Looking costs nothing; moving is what people with write access do anyway; undoing and passing over is for fewer. */
const DEFAULT_PERMISSIONS: Policy['permissions'] = {
  rollout: byRole('write'),
  start: byRole('write'),
  approve: byRole('write'),
  pause: byRole('write'),
  network: byRole('maintain'),
  abort: byRole('maintain'),
  retry: byRole('write'),
  rollback: byRole('maintain'),
  hold: byRole('write'),
  override: byRole('admin'),
  ask: byRole('read'),
};

/** What holds for the whole network, every default in place. What is given of a permission replaces its default whole. */
export const normalizePolicy = ({ gates, permissions, owners, argocd, disclosure, ...rest }: PolicyInput): Policy => ({
  freezes: gates.freezes.flatMap((freeze) => normalizeFreeze(freeze) ?? []),
  patience: readDuration(gates.patience),
  quarantine: readDuration(gates.quarantine),
  permissions: { ...DEFAULT_PERMISSIONS, ...normalizePermissions(permissions) },
  ownerLabel: owners?.label,
  concurrent: gates.concurrent,
  argocd: normalizeArgo(argocd),
  disclosure,
  parameters: normalizeParameters(rest.networkParameters),
  rules: normalizeRules(rest.rules),
});

/** The permissions that are given, and no others. */
export const normalizePermissions = (permissions: PermissionsInput): Partial<Record<Permission, Who>> =>
  Object.fromEntries(
    PERMISSIONS.flatMap((permission) => {
      const who = permissions[permission];
      return who === undefined ? [] : [[permission, normalizeWho(who)]];
    }),
  );

/** Undefined when it does not say exactly one window. */
export const normalizeFreeze = (freeze: FreezeInput): Freeze | undefined => {
  const window = parseWindow(freeze);
  const rings = freeze.rings === undefined ? undefined : listOf(freeze.rings);
  return window && { name: freeze.name, zone: freeze.zone, rings, window };
};

const normalizeWho = (who: WhoInput): Who =>
  typeof who === 'string'
    ? byRole(who)
    : { role: who.role, users: listOf(who.users), teams: listOf(who.teams), owners: who.owners ?? false };
