import { z } from 'zod';
import { ROLES } from './github/world.ts';
import type { Seed } from './seed.ts';

const Access = z.enum(['read', 'write']);

/** What a sandbox that runs as a process of its own is furnished with. */
const Plan = z.strictObject({
  users: z.array(z.string()).default([]),
  organizations: z.array(z.string()).default([]),
  repositories: z
    .array(
      z.strictObject({
        owner: z.string(),
        name: z.string(),
        files: z.record(z.string(), z.string()).default({}),
        private: z.boolean().default(false),
      }),
    )
    .default([]),
  roles: z.array(z.strictObject({ repository: z.string(), login: z.string(), role: z.enum(ROLES) })).default([]),
  app: z
    .strictObject({
      slug: z.string(),
      permissions: z.record(z.string(), Access),
      events: z.array(z.string()),
      webhookUrl: z.string().default(''),
      webhookSecret: z.string(),
    })
    .optional(),
  installations: z
    .array(z.strictObject({ owner: z.string(), repositories: z.union([z.literal('all'), z.array(z.string())]) }))
    .default([]),
});
export type Plan = z.infer<typeof Plan>;

/** @throws ZodError or SyntaxError for a plan that is none */
export const decodePlan = (text: string): Plan => Plan.parse(JSON.parse(text));

/** What one needs to act: an App's key, and a token for each person. */
export type Credentials = {
  readonly app?: ReturnType<Seed['app']>;
  readonly installations: readonly number[];
  /** Token by login. */
  readonly tokens: Readonly<Record<string, string>>;
};

export const furnish = async (seed: Seed, plan: Plan): Promise<Credentials> => {
  for (const login of plan.organizations) seed.organization(login);
  const tokens = Object.fromEntries(plan.users.map((login) => [login, seed.user(login)]));
  for (const repository of plan.repositories) await seed.repository(repository);
  for (const { repository, login, role } of plan.roles) seed.role(repository, login, role);
  const app = plan.app && seed.app(plan.app);
  const installations = app
    ? plan.installations.map((one) => seed.install(app.appId, one.owner, one.repositories))
    : [];
  return { ...(app ? { app } : {}), installations, tokens };
};
