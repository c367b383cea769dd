import * as z from 'zod';
import { ROLES, type Permission } from './config.ts';
import { oneOrMany, text } from './forms.ts';
import { LABEL_KEY, LONGEST_KEY } from './label-selector.ts';

/** Who may do what. */

/** Organizations that manage their people's accounts give them logins with an underscore. */
const Login = text('login', /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/, 50);
const Team = text('team', /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 100);
const Role = z.enum(ROLES, 'role');

const WhoMap = z.strictObject(
  {
    role: Role.optional().describe('People with this role in the manifests repository, or a higher one.'),
    users: oneOrMany(Login, 'login').optional().describe('People by login.'),
    teams: oneOrMany(Team, 'team').optional().describe('Teams of the organization that owns the repository, by slug.'),
    owners: z.boolean('flag').optional().describe('Owners of the nodes concerned, of every one of them.'),
  },
  'who',
);

/**
 * The map stands first: what is neither is then told as a wrong role, which is the shorter way to write it. By its id the
 * JSON Schema says it once.
 */
export const WhoShape = z.union([WhoMap, Role], 'who').meta({ id: 'who' });

const may = (what: string) => WhoShape.optional().describe(`Who may ${what}`);

const BY_RING = {
  rollout: may('let a rollout go on up to a ring: /rollout. Default: write.'),
  start: may('begin a rollout of a version: /rollout on an issue. Default: write.'),
  approve: may('approve what merges. Default: write.'),
  pause: may('pause and resume one rollout. Default: write.'),
  abort: may('end a rollout before its time: /rollout abort. Default: maintain.'),
  retry: may('let a stopped rollout try again: /rollout retry. Default: write.'),
  rollback: may('take nodes back to what they ran before: /rollback. Default: maintain.'),
  hold: may('leave nodes out, and let them in again: /hold and /unhold. Default: write.'),
  override: may('pass over a gate or a rule, with a reason: /override. Default: admin.'),
};

const WHOLE = {
  network: may('pause and resume everything: /rollout pause network. Default: maintain.'),
  ask: may('ask for the plan, the status and help. Default: read.'),
};

/** What is said of every ring and what can only be said of the network, with nothing forgotten. */
const EVERY = { ...BY_RING, ...WHOLE } satisfies Readonly<Record<Permission, z.ZodType>>;

export const PermissionsShape = z
  .strictObject(EVERY, 'permissions')
  .describe('Who may do what: a role, or {role, users, teams, owners}, of which any one suffices.');

export const RingPermissionsShape = z
  .strictObject(BY_RING, 'permissions')
  .describe('Who may do what in this ring, in place of what the network says.');

export const OwnersShape = z
  .strictObject(
    {
      label: text('ownerLabel', LABEL_KEY, LONGEST_KEY).describe(
        'The label of a node whose value is its owner, a login or the slug of a team: cordage.io/owner.',
      ),
    },
    'owners',
  )
  .describe('Where it stands to whom a node belongs.');
